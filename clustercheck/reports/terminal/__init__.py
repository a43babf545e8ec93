"""What a person reads on a terminal, through rich: the only reports that print, to the console they are given."""
