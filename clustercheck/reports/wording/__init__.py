"""The words of findings, gaps and figures, shared by all formats."""
