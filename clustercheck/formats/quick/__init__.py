"""Quick ways to the parts of an .xlsx as spreadsheet programs usually write them. `model.speed` has their switch."""
