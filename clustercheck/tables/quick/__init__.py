"""Quick ways to what usual tables say. `model.speed` has their switch."""
