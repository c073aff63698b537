"""A table of the user's as it is: its text, its cells, what its columns are, what is used of it."""
