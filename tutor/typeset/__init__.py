"""LaTeX in, rows of text out."""
