"""The playground's widgets: the set-up and the board of panels."""
