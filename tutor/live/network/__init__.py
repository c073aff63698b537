"""A small network, every activation and every sum of it."""
