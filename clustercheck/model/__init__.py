"""What every pass speaks of: quantities, the vocabulary, a cluster, a standard, findings, problems."""
