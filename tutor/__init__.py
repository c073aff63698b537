"""The program: loads lessons, marks answers, keeps progress, draws."""

__version__ = "0.1.0"
