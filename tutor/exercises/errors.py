"""What stopped a learner's program, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.programs.numpy_words import numpy_words


@dataclass(frozen=True, slots=True)
class RunError:
    """What stopped a program: an exception, or a limit."""

    line: int | None
    """Of the learner's program."""
    kind: str
    """The name of the exception, or what else ended the run."""
    text: str

    @property
    def is_unreadable(self) -> bool:
        """Whether Python could not even begin."""
        return self.kind in ("SyntaxError", "IndentationError", "TabError")

    @property
    def sentence(self) -> str:
        """What happened, for users."""
        where = f"Line {self.line}" if self.line else "Your code"
        if self.kind in _KINDS:
            return _KINDS[self.kind].format(where)
        for pattern, said in _TEXTS:
            if match := pattern.search(self.text):
                return f"{where}: {said.format(*match.groups())}"
        text = numpy_words(self.text) or " ".join(self.text.split()).removesuffix(".")
        return f"{where} raises {self.kind}{f': {text}' if text else ''}."


@dataclass(frozen=True, slots=True)
class RunWarning:
    """What NumPy warned of while it went on: a number that is none came out."""

    line: int
    text: str

    @property
    def sentence(self) -> str:
        """What happened, for users."""
        for pattern, said in _WARNINGS:
            if pattern.search(self.text):
                return f"Line {self.line} {said}."
        return f"Line {self.line}: {' '.join(self.text.split()).removesuffix('.')}."


_WARNINGS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        ("Mean of empty slice", "takes the mean of an array without numbers"),
        ("Degrees of freedom", "takes the spread of an array without numbers"),
        ("divide by zero encountered in log", "takes the logarithm of 0"),
        ("divide by zero encountered in .*power", "takes 0 to a power below 0"),
        ("divide by zero encountered", "divides by 0"),
        ("invalid value encountered in log", "takes the logarithm of a number below 0"),
        ("invalid value encountered in sqrt", "takes the root of a number below 0"),
        ("invalid value encountered in .*power", "takes a root of a number below 0"),
        ("invalid value encountered in .*divide", "divides 0 by 0, or infinity by infinity"),
        ("invalid value encountered in .*multiply", "multiplies 0 and infinity"),
        ("invalid value encountered in .*subtract", "takes infinity from infinity"),
        ("overflow encountered in exp", "takes e to a power that is too large for a float"),
        ("overflow encountered", "makes a number that is too large for a float"),
    )
)

_KINDS = {
    "RecursionError": "{} calls itself again and again without an end.",
    "MemoryError": "{} asks for more memory than there is for it.",
    "SystemExit": "{} ends Python itself; a function ends with return.",
    "KeyboardInterrupt": "{} interrupts itself.",
    "BdbQuit": "{} waits for a debugger, and nobody is there: take out breakpoint() and pdb.",
    "EOFError": "{} asks for input, and nobody is there to answer: use the function's arguments.",
}
_TEXTS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (
            r"matmul: Input operand 1 has a mismatch in its core dimension 0.*"
            r"size (\d+) is different from (\d+)",
            "`@` needs as many rows at the right as columns at the left; there are {0} and {1}.",
        ),
        (
            r"shapes (\(.*?\)) and (\(.*?\)) not aligned",
            "a product cannot join {0} and {1}: as many columns are needed at the left as rows at "
            "the right.",
        ),
        (
            r"non-broadcastable output operand with shape (\(.*?\)) doesn't match the broadcast "
            r"shape (\(.*?\))",
            "this changes an array of shape {0} in place, and the result would be {1}.",
        ),
        (
            r"operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
            "{0} and {1} cannot be joined number by number: each pair of sizes must be equal, or "
            "one of the two 1.",
        ),
        (
            r"truth value of an array with more than one element is ambiguous",
            "`if`, `while`, `and` and `or` want one truth value, and here is an array with one for "
            "each of its numbers: take np.where, or `(...) & (...)` between comparisons.",
        ),
        (r"name 'np' is not defined", "np is not known: begin with `import numpy as np`."),
        (r"^name '(\w+)' is not defined", "{0} has no value here: nothing gave it one before."),
        (
            r"variable '(\w+)' where it is not associated|local variable '(\w+)' referenced",
            "{0} is used before it has a value.",
        ),
        (
            r"^(\w+)\(\) takes (.*) but (\d+) (?:was|were) given",
            "{0} takes {1}, and {2} are given.",
        ),
    )
)
