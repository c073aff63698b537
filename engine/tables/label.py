"""What a table's label holds: classes to tell apart, or the numbers of a regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np

from engine.arrays import Array
from engine.tables.columns import TableColumn
from engine.tables.fault import CSVError

Target: TypeAlias = Literal["auto", "classes", "numbers"]
TARGETS = get_args(Target)
MAX_CLASSES = 20
"""Numbers as labels are classes up to this many different ones, then a regression."""
MOST_CLASSES = 100
"""Words as labels are classes up to this many different ones, then a column that is none."""
_LARGE = 1_000
"""Numbers beyond this are seldom those of classes, unless there are two."""


_CALLED_LABEL = frozenset(
    ("target", "label", "class", "y", "outcome", "response", "klasse", "ziel")
)


def other_label(label: TableColumn, columns: Sequence[TableColumn]) -> str:
    """The name of a column that is called as labels are, where the label is not; empty for none."""
    names = [column.name for column in columns if column.name.casefold() in _CALLED_LABEL]
    return "" if label.name in names or len(names) != 1 else names[0]


def has_classes(column: TableColumn, target: Target, warnings: list[str]) -> bool:
    """Whether a label holds classes; what is unsure is added to the warnings."""
    if target != "auto":
        return target == "classes"
    known = column.values[~np.isnan(column.values)]
    if not len(known):
        return True
    different, count = len(column.counts), int((~column.missing).sum())
    if column.unread.any():
        return column.kind == "words" or different <= min(MAX_CLASSES, count // 2)
    values = np.unique(known)
    if column.written or (values % 1 != 0).any():
        return False
    few = len(values) <= MAX_CLASSES and len(values) < len(known)
    if not few or len(values) == 2:
        return few
    runs = bool((np.diff(values) == 1).all()) and values[0] in (0, 1)
    classes = bool(len(values) * 2 <= len(known) and abs(known).max() <= _LARGE)
    if not (classes and runs):
        taken, other = ("classes", "numbers") if classes else ("numbers", "classes")
        warnings.append(
            f"the label {column.name!r} has {len(values)} different whole numbers, taken as "
            f"{taken}; --target {other} if they are {other}"
        )
    return classes


def classes_of(column: TableColumn, kept: Array, table: str) -> tuple[list[str], Array]:
    """The names of the classes, in order, and the class number of each row that is kept.

    Raises CSVError where there is one only, or where there are far too many.
    """
    texts = [text for text, used in zip(column.texts, kept, strict=True) if used]
    if column.has_numbers_only:
        texts = [f"{value:g}" for value in column.values[kept]]
        classes = sorted(set(texts), key=float)
    else:
        classes = sorted(set(texts))
    if len(classes) < 2:
        raise CSVError(
            f"{table}: all labels in {column.name!r} are {classes[0]!r}: "
            "there is nothing to tell apart"
        )
    if len(classes) > MOST_CLASSES:
        raise CSVError(
            f"{table}: {len(classes):,} different labels in {column.name!r} are too "
            f"many classes, the limit is {MOST_CLASSES}: is another column the label?"
        )
    places = {text: place for place, text in enumerate(classes)}
    return classes, np.array([places[text] for text in texts], np.intp)


def twins_of(words: Iterable[str]) -> list[str]:
    """Words that differ by capitals alone, each pair as it is told."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words):
        alike.setdefault(word.casefold(), []).append(word)
    return [" and ".join(map(repr, words)) for words in alike.values() if len(words) > 1]


def remarks_on_classes(column: TableColumn, counts: Counter[str]) -> list[str]:
    """What is strange about the classes of a label."""
    if twins := twins_of(counts):
        return [f"classes that differ by capitals alone: {', '.join(twins[:5])}"]
    alone = [name for name, count in counts.items() if count == 1]
    if len(alone) == len(counts) > 2:
        return [f"each label in {column.name!r} is another one: is another column the label?"]
    if alone and sum(counts.values()) >= 10:
        listed = ", ".join(map(repr, alone[:5])) + (", ..." if len(alone) > 5 else "")
        return [f"of one example only: the class{'es' * (len(alone) > 1)} {listed}"]
    return []
