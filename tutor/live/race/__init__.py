"""A loop against whole arrays, timed on the reader's machine."""
