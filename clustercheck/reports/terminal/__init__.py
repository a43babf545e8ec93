"""What a person reads on a terminal: lines that are laid out here, and through rich what is unusual."""
