"""Cells to a `Cluster`: the tables with figures, their indicators and years, and what is not used."""
