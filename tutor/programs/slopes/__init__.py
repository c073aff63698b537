"""A program's gradients against the slopes of its own loss, measured by small nudges."""
