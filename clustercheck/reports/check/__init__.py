"""The problems of files, one file a format."""
