"""The one table of training settings: name, kind, bounds, usual value, help, where it shows."""
