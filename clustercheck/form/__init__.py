"""The workbook to fill in for a standard: only what it asks, in its order, with its clauses beside each row."""

from clustercheck.form.render import render_form
from clustercheck.form.values import FigureValue, FormValues

__all__ = ["FigureValue", "FormValues", "render_form"]
