"""The bytes of a file to cells: one module a format, chosen by what the bytes are, not by the file's name."""
