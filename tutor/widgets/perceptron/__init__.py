"""The perceptron: its learning rule, example by example, and the line that moves."""

from tutor.widgets.perceptron.perceptron import Perceptron

__all__ = ["Perceptron"]
