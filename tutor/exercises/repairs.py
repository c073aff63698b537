"""Programs that differ from a learner's in one place, and what is said of that place.

They are tried where nothing else explains what came: if one of them passes all cases, the place is
where the mistake is. What is said names the place and not the cure.
"""

from __future__ import annotations

import ast
from itertools import chain

from tutor.exercises.expression_repairs import other_expressions, other_numbers
from tutor.exercises.name_repairs import other_names, swapped, whole_values, wrapped
from tutor.exercises.program_tree import Repair
from tutor.exercises.statement_repairs import (
    in_new_arrays,
    moved,
    other_parameters,
    used_too_late,
)
from tutor.exercises.twin_repairs import twins

MOST = 800
_WAYS = (
    other_expressions,
    moved,
    used_too_late,
    other_parameters,
    swapped,
    twins,
    other_numbers,
    wrapped,
    other_names,
    whole_values,
)
"""The likeliest mistakes first."""


def repairs_of(code: str, *, anew: bool = False) -> list[Repair]:
    """Return the changed programs, the likeliest mistakes first; none of what is no Python.

    With `anew` each makes new arrays besides where the program changed them in place.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return []
    if anew:
        tree = in_new_arrays(tree)
    original = ast.unparse(tree)
    found: dict[str, Repair] = {}
    for repair in chain.from_iterable(way(tree) for way in _WAYS):
        if repair.code != original:
            found.setdefault(repair.code, repair)
        if len(found) == MOST:
            break
    return list(found.values())
