"""A small picture: unrolled into a column, or seen through a sliding window."""
