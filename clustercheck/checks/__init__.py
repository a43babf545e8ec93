"""What cannot be, whatever the standard: figures that contradict each other or cannot be believed."""
