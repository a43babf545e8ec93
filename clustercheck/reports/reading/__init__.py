"""How a workbook was read, one file a format."""
