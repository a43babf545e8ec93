"""What a batch came to, one file a format."""
