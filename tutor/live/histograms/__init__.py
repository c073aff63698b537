"""A deep network looked into, layer by layer."""
