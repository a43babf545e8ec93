"""What people read: messages and rules in both languages, and the catalogue of translations."""
