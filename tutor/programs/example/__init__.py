"""A program to try own code on: a small network, with one wrong line."""

from __future__ import annotations

from pathlib import Path

from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference

NAME = "two_layer.py"


def example() -> CodeLook:
    """Return the program beside the network that it means to be, at its first iteration."""
    text = Path(__file__).with_name(NAME).read_text(encoding="utf-8")
    return CodeLook(text=Program(NAME, text), iteration=0, reference=Reference((2, 5, 3)))
