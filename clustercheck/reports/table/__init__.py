"""One table of many clusters, for `assess` and `batch`: its columns, as .csv and as .xlsx."""
