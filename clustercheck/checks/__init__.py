"""Faults of figures that do not depend on a standard: contradictions, and values that cannot be believed."""
