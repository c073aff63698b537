"""Shapes as learners type them: `(3, 4)`, `3x4`, `3,4`, `3 × 4`, `(3,)`, and `(n_x, m)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.formula import FormulaError
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.numbers import spell

MAX_LENGTH = 200

Sizes = tuple[int | str, ...]


def read_shape(text: str, names: Mapping[str, float] | None = None) -> Sizes:
    """Return the sizes of a typed shape; a size that is no number stays a name, such as `n_x`.

    Raises FormulaError when the text is no shape.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("That is too long for a shape.")
    inner = text.strip().replace("×", "x").replace("^", "")
    inner = re.sub(r"^shape\s*=?\s*", "", inner)
    if re.fullmatch(r"[(\[].*[)\]]", inner):
        inner = inner[1:-1].strip()
        if not inner:
            return ()
    if not inner:
        raise FormulaError("Type a shape, such as (3, 4).")
    return tuple(_size(entry, names or {}) for entry in _entries(inner))


def _entries(inner: str) -> list[str]:
    if "," in inner:
        entries = [entry.strip() for entry in inner.split(",")]
        return entries[:-1] if entries[-1] == "" and len(entries) > 1 else entries
    by_word = re.split(r"\s+by\s+|\s*(?<![A-Za-z_])[xX*](?![A-Za-z_])\s*|\s+x\s+", inner)
    if len(by_word) == 1 and re.fullmatch(r"\d+(?:\s+\d+)+", inner):
        return inner.split()
    return [entry.strip() for entry in by_word]


def _size(entry: str, names: Mapping[str, float]) -> int | str:
    if not entry:
        raise FormulaError("A size is missing between two commas.")
    if entry.isidentifier() and entry not in names:
        return entry
    try:
        value = number(entry, names)
    except Undefined:
        raise
    except FormulaError:
        if re.fullmatch(r"[A-Za-z][\w\[\]{}+\-*/() ]*", entry):
            return re.sub(r"[\s{}]", "", entry)
        raise FormulaError(f"“{entry[:40]}” is no size. A shape looks like (3, 4).") from None
    if not 0 <= value <= 1e12 or value != round(value):
        raise FormulaError(f"A size is a whole number, not {spell(value)}.")
    return int(value)


def same_sizes(left: Sizes, right: Sizes) -> bool:
    """Say whether two shapes are equal; `n[1]`, `n_1` and `n1` are one name."""
    return [_bare(size) for size in left] == [_bare(size) for size in right]


def refuse_words(typed: Sizes, expected: Iterable[int | str]) -> None:
    """Raise FormulaError for a word that is no size: neither expected nor like `m`, `n_x`, `n[1]`.

    Banana is no shape, and whoever types it is told so before it counts.
    """
    known = {word for size in expected for word in _words(size)}
    for word in (word for size in typed for word in _words(size)):
        if word not in known and not re.fullmatch(r"[A-Za-z]{1,2}\d*(_\w+)?", word):
            raise FormulaError(f"“{word[:40]}” is no size. A shape looks like (3, 4) or (n_x, m).")


def _words(size: int | str) -> list[str]:
    return re.findall(r"[A-Za-z_]\w*", str(size))


def _bare(size: int | str) -> int | str:
    return re.sub(r"[\s{}\[\]_^]", "", size) if isinstance(size, str) else size


def spell_shape(sizes: Sizes) -> str:
    """Return a shape in Python's own spelling: `(3, 4)`, `(3,)`, `()`."""
    inner = ", ".join(str(size) for size in sizes)
    return f"({inner},)" if len(sizes) == 1 else f"({inner})"


def computed_shape(text: str, names: Mapping[str, float]) -> str:
    """Return a shape with the sizes that are formulas of `names` computed."""
    return spell_shape(read_shape(text, names))
