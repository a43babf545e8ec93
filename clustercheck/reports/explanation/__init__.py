"""How one criterion was judged, one file a format."""
