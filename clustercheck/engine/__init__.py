"""Judge a cluster by a standard: measures, counts, findings, the verdict, and what closes each gap."""
