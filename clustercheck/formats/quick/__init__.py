"""Quick ways to read the parts of an .xlsx in the form that spreadsheet programs usually write. Switch: `model.speed`."""
