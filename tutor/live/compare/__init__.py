"""The same training with one setting changed."""
