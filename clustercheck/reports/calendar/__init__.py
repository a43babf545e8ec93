"""What recognised clusters owe and when, as text, JSON, Markdown, Word, Excel and an iCalendar file."""
