"""A loop and NumPy race, timed on the learner's machine."""

from tutor.widgets.race.race import Race

__all__ = ["Race"]
