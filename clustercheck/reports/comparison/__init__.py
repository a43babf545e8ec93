"""Standards, workbooks or clusters side by side, as text, JSON, Markdown, Word and Excel."""
