"""What a learner writes, derives or repairs: exercises read, checked by running, and their work."""
