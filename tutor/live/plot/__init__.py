"""Curves of one variable, with a point to move and parameters to turn."""
