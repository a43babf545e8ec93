"""The texts for people: messages and rules in both languages, and the catalogue of translations."""
