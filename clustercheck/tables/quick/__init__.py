"""Quick ways for usual tables. Switch: `model.speed`."""
