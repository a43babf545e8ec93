"""The records and words that every pass uses: quantities, the vocabulary, a cluster, a standard, findings, problems."""
