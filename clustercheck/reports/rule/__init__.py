"""The rules of the checks, for a terminal."""
