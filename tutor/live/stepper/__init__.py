"""A graph, a network or a loop to step through."""
