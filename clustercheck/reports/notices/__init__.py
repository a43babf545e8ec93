"""What goes back to each applicant of a batch: a page of what is to be mended, and a ledger of the pages."""
