"""A training run in bursts: its curves, its views, and the runs that are kept."""
