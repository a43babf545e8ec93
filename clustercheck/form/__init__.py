"""The workbook to fill in for a standard: only what it asks, in its order, with its clauses beside each row."""

import os

# Where lxml happens to be installed, openpyxl takes it: other bytes for the same workbook, and 65 ms to import it.
os.environ.setdefault("OPENPYXL_LXML", "False")

from clustercheck.form.render import render_form
from clustercheck.form.values import FigureValue, FormValues

__all__ = ["FigureValue", "FormValues", "render_form"]
