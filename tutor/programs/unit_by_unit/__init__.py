"""Programs whose network is in single numbers, or unit by unit: their slopes and their steps."""
