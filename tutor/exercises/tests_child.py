"""Behind the wall: what runs an exercise's tests.py, with the engine at hand."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np

from tutor.exercises.plain_results import as_plain
from tutor.sandbox.child import report
from tutor.sandbox.text import execute
from tutor.sandbox.values import dumps

SEED = 0
"""Everybody's cases are the same: an author's check then holds for each learner."""


def gather(code: str, returns: Sequence[str]) -> None:
    """Report each case of tests.py as a dictionary, with what a right answer gives.

    Raises ValueError for a case that cannot be used.
    """
    tests = execute(code, ("cases", "expected"), "tests.py")
    for name in ("cases", "expected"):
        if name not in tests:
            raise ValueError(f"tests.py defines no function {name}")
    for number, case in enumerate(tests["cases"](np.random.default_rng(SEED)), start=1):
        title = str(case.get("title", f"case {number}"))
        inputs = case.get("inputs", {})
        if strange := {*case} - {"title", "shown", "inputs", "call"}:
            raise ValueError(f"case {title!r}: {', '.join(sorted(strange))} is not known here")
        report(
            {
                "title": title,
                "shown": bool(case.get("shown", False)),
                "call": case.get("call"),
                "inputs": _plain_inputs(title, inputs),
                "expected": _by_name(title, tests["expected"](**deepcopy(inputs)), returns),
            }
        )


def _plain_inputs(title: str, inputs: dict[str, Any]) -> dict[str, Any]:
    for name, value in inputs.items():
        try:
            dumps(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"case {title!r}, input {name}: {error}") from None
    return deepcopy(inputs)


def _by_name(title: str, value: Any, returns: Sequence[str]) -> dict[str, Any]:
    values = [value] if len(returns) == 1 else value
    if not isinstance(values, list | tuple) or len(values) != len(returns):
        raise ValueError(f"case {title!r}: expected gives other than {', '.join(returns)}")
    found = {}
    for name, each in zip(returns, values, strict=True):
        result = as_plain(each)
        if "odd" in result:
            raise ValueError(f"case {title!r}: the expected {name} is {result['odd']}")
        found[name] = result["plain"]
    return found
