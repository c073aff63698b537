"""What learners write in place of each of the engine's values."""
