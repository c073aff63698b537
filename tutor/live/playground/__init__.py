"""A way into the playground."""
