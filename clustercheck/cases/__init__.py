"""The cases beside a standard: run, and held to cover every criterion."""
