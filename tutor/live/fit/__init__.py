"""A network that trains before the reader's eyes."""
