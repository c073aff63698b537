"""The commands of `nn-tutor exercise`, one a file."""
