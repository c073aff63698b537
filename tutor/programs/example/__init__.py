"""A program to try own code on: a small network, with one wrong line."""

from __future__ import annotations

from pathlib import Path

from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference

NAME = "two_layer.py"

WELCOME = """Your own NumPy program, one operation at a time: what each piece of a line gave, with \
its shape, in every iteration. It runs in a sandbox, as it is; it may read files of its own folder.

Type the name of a .py or .ipynb file. What is to be called can follow, for files that only \
define functions:

   net.py train(np.ones((2, 4)), np.ones((1, 4)))

No program at hand? enter alone opens an example: a small network that learns, with one wrong \
line. It is told at once: n goes there, and w asks why."""


def example() -> CodeLook:
    """Return the program beside the network that it means to be, at its first iteration."""
    text = Path(__file__).with_name(NAME).read_text(encoding="utf-8")
    return CodeLook(text=Program(NAME, text), iteration=0, reference=Reference((2, 5, 3)))
