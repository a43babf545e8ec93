"""The standards and their criteria, for a terminal."""
