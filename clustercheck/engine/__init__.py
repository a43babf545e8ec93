"""A cluster held against a standard: measures, counts, findings, the verdict, and what closes each gap."""
