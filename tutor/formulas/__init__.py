"""What a learner may type as a number or a formula, and what it is worth."""
