"""A review: targets beside results, thresholds, grounds for revocation, reports, the term."""
