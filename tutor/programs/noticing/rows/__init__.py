"""Where the rows of a program's arrays come from, followed through its operations."""
