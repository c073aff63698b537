"""Walking through a trace: position, edits, predictions, provenance. Knows no Textual."""
