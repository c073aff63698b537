"""The playground without a screen: what can be set up, kept, compared and taken away."""
