"""What was read of a table, and what was made of it: told before anything is learned from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.arrays import Array
from engine.tables.columns import Decimal, Kind, TableColumn
from engine.tables.missing import FIGURES

_MOST_INPUTS, _FIRST_INPUTS = 40, 20
"""Inputs that are listed one by one; how many of more than those."""


@dataclass(frozen=True, slots=True)
class TableInput:
    """A column that is learned from, and the inputs it becomes."""

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    """The words that get an input each, 1 where the word stands; none for a number."""
    unit: str = ""
    missing: int = 0
    """Cells that are filled in."""
    way: str = "refuse"
    """What becomes of cells that hold nothing, or no number."""

    @property
    def filled(self) -> str:
        """The figure that is put where nothing stands; empty for none."""
        return self.way if self.way in FIGURES else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its inputs."""
        return tuple(f"{self.name}={word}" for word in self.words) or (self.name,)

    def rows(self, column: TableColumn) -> Array:
        """The inputs (k, m) of a column; nan where a number is missing."""
        if not self.words:
            return column.values[None]
        texts = np.array(column.texts)
        return np.array([texts == word for word in self.words], float)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column or a line that is not used."""

    why: str
    column: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a table."""

    name: str
    form: str
    """How the file is written: its separator, encoding, and whether it has names."""
    rows: int
    used: int
    inputs: tuple[TableInput, ...]
    labels: tuple[str, ...]
    target: Literal["classes", "numbers"]
    classes: Mapping[str, int] | None
    """The number of examples of each class; None for a regression."""
    ranges: tuple[tuple[float, float], ...]
    """The least and the greatest number of each label; none for classes."""
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    has_names: bool = True
    """Whether the table gives its columns names."""
    unknown: tuple[str, ...] = ()
    """What else the user takes for nothing."""
    decimal: Decimal = "auto"
    unscaled: tuple[str, ...] = ()
    """Columns that stay as they are where the others are scaled."""

    def record(self) -> dict[str, object]:
        """The reading as plain values, for JSON."""
        inputs = [_record_of(column) for column in self.inputs]
        label = self.labels[0] if len(self.labels) == 1 else list(self.labels)
        left_out = [
            {"column": out.column, "why": out.why}
            if out.line is None
            else {"line": out.line, "why": out.why}
            for out in self.left_out
        ]
        return {
            "rows": self.rows,
            "used": self.used,
            "inputs": inputs,
            "label": label,
            "target": self.target,
            "classes": None if self.classes is None else dict(self.classes),
            "left_out": left_out,
            "warnings": list(self.warnings),
        }

    def lines(self) -> list[str]:
        """The reading in words."""
        used = "all used" if self.used == self.rows else f"{self.used:,} used"
        rows = "row" if self.rows == 1 else "rows"
        told = [f"{self.name}: {self.rows:,} {rows}, {used}  ({self.form})"]
        told.append(f"  inputs    {_inputs(self.inputs)}")
        told += [f"  label     {text}" for text in self._labels()]
        told += self._filled()
        columns = [out for out in self.left_out if out.line is None]
        told += [f"  left out  {out.column}: {out.why}" for out in columns]
        told += [f"  left out  {text}" for text in self._lines_left_out()]
        told += [f"  ! {warning}" for warning in self.warnings]
        return [_on_one_line(line) for line in told]

    def _filled(self) -> list[str]:
        """A line for each figure that is filled in."""
        lines = []
        for figure in FIGURES:
            counts = [
                f"{i.name} {i.missing:,}" for i in self.inputs if i.filled == figure and i.missing
            ]
            if counts:
                lines.append(f"  filled    {figure} of the training part: {', '.join(counts)}")
        return lines

    def brief(self) -> str:
        """The reading in a sentence."""
        columns = [str(out.column) for out in self.left_out if out.line is None]
        out = f", left out: {', '.join(columns)}" if columns else ""
        inputs, what = len(self.inputs), ", ".join(self.labels)
        told = f"{self.used:,} of {self.rows:,} rows, {inputs} column{'s' * (inputs != 1)}{out}"
        kind = f"{len(self.classes)} classes" if self.classes is not None else "numbers"
        return f"{self.name}: {told}; label {what}, {kind}."

    def _labels(self) -> list[str]:
        if self.classes is not None:
            shown = [f"{name}: {count:,}" for name, count in list(self.classes.items())[:8]]
            more = len(self.classes) - len(shown)
            listed = ", ".join(shown) + (f" and {more} more" if more else "")
            return [f"{self.labels[0]}: {len(self.classes)} classes ({listed})"]
        return [
            f"{name}: numbers from {low:g} to {high:g}"
            for name, (low, high) in zip(self.labels, self.ranges, strict=True)
        ]

    def _lines_left_out(self) -> list[str]:
        by_reason: dict[str, list[str]] = {}
        for out in self.left_out:
            if out.line is not None:
                by_reason.setdefault(out.why, []).append(str(out.line))
        return [
            f"line{'s' * (len(lines) > 1)} {', '.join(lines[:5])}"
            f"{f' and {len(lines) - 5:,} more' if len(lines) > 5 else ''}: {why}"
            for why, lines in by_reason.items()
        ]


def _inputs(columns: Sequence[TableInput]) -> str:
    """The inputs in words; of very many the first and the last."""
    told = list(map(_described, columns))
    if len(told) > _MOST_INPUTS:
        told[_FIRST_INPUTS:-1] = [f"... ({len(told) - _FIRST_INPUTS - 1} more)"]
    return ", ".join(told)


def _on_one_line(text: str) -> str:
    """The text with its breaks, which cells in quotes may have, as blanks."""
    return " ".join(text.splitlines())


def _record_of(column: TableInput) -> dict[str, object]:
    told: dict[str, object] = {"name": column.name, "kind": column.kind}
    if column.words:
        told["words"] = list(column.words)
    if column.unit:
        told["unit"] = column.unit
    if column.missing:
        told |= {"missing": column.missing, "filled": column.filled}
    return told


def _described(column: TableInput) -> str:
    if column.words:
        return f"{column.name} (words, one input each: {', '.join(column.words)})"
    return f"{column.name} ({column.unit})" if column.unit else column.name
