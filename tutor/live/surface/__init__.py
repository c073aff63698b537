"""A cost over one or two parameters, and balls that roll down it."""
