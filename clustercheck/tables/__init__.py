"""Cells to a `Cluster`: which table holds figures, of which indicator and which year, and what is passed over."""
