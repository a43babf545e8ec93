"""The findings of one or several clusters, one file a format."""
