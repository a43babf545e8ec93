"""The bytes of a file to cells: one module for each format, chosen by the content and not by the file's name."""
