"""What is wrong with a run, told from measurements, with what shows it and what would help."""
