"""The plan of a cluster: what to reach and when, as text, JSON, Markdown, the next form and a development plan."""
