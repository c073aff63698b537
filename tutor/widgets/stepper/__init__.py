"""The stepper: walks through a trace one operation at a time, both ways."""

from tutor.widgets.stepper.stepper import Stepper

__all__ = ["Stepper"]
