"""A learner's NumPy program recorded one operation at a time, walked and compared."""
