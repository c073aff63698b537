"""Answers of a model, a threshold, and how sure it was."""
