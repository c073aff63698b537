"""Two arrays and what NumPy makes of their shapes, and puzzles about it."""
