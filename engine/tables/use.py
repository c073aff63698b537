"""What is learned from a table: its rows that can be used, as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.tables.choices import Choices
from engine.tables.choosing import ChosenColumns
from engine.tables.columns import TableColumn, in_lines, shown_name
from engine.tables.fault import CSVError
from engine.tables.label import classes_of, remarks_on_classes
from engine.tables.missing import FIGURES
from engine.tables.reading import LeftOut, Reading, TableInput
from engine.tables.remarks import remarks_on_constants, remarks_on_input, remarks_on_label
from engine.tables.rows import Rows

_GO_ON = (
    "--missing drop leaves such rows out, --missing mean or median fills in numbers "
    "(--missing median,COLUMN=drop: each in its way), --drop COLUMN leaves a column out"
)


@dataclass(frozen=True, eq=False, slots=True)
class Used:
    """Inputs X (n, m), nan where one is to be filled in; class numbers (m,), or numbers (k, m)."""

    X: Array
    names: tuple[str, ...]
    labels: Array
    classes: tuple[str, ...]
    reading: Reading


def use(
    table: Rows,
    choices: Choices,
    encoding: str = "",
    columns: Sequence[TableColumn] | None = None,
) -> Used:
    """What is learned from a table; raises CSVError that names what stands against it.

    `columns` are those of the table, where they are at hand already.
    """
    return _Use(table, choices, columns).made(encoding)


class _Use:
    def __init__(
        self, table: Rows, choices: Choices, columns: Sequence[TableColumn] | None
    ) -> None:
        chosen = ChosenColumns(table, choices, columns)
        table = chosen.table
        self.table, self.choices, self.name = table, choices, table.name
        self.columns, self.labels, self.inputs = chosen.columns, chosen.labels, chosen.inputs
        self.has_classes, self.way, self.unscaled = chosen.has_classes, chosen.way, chosen.unscaled
        self.left_out, self.warnings = chosen.left_out, chosen.warnings
        self.kept = np.ones(len(table.rows), bool)

    def made(self, encoding: str) -> Used:
        self._leave_rows_out()
        for column in self.inputs:
            self.warnings += remarks_on_input(column, self.kept)
        self.warnings += remarks_on_constants(self.inputs, self.kept)
        for column in self.labels:
            self.warnings += remarks_on_label(column, self.kept, has_classes=self.has_classes)
        kept = np.flatnonzero(self.kept)
        inputs = [self._input(column) for column in self.inputs]
        X = np.concatenate([i.rows(c)[:, kept] for i, c in zip(inputs, self.inputs, strict=True)])
        classes, labels, counts = self._label_values(kept)
        named = "header" if self.table.has_names else "no header"
        ranges = [] if classes else [(float(y.min()), float(y.max())) for y in labels]
        reading = Reading(
            self.name,
            " · ".join(filter(None, (self.table.separator, encoding, named))),
            len(self.table.rows),
            len(kept),
            tuple(inputs),
            tuple(shown_name(column) for column in self.labels),
            "classes" if classes else "numbers",
            counts,
            tuple(ranges),
            tuple(self.left_out),
            tuple(self.warnings),
            self.table.has_names,
            self.choices.unknown,
            self.choices.decimal,
            self.unscaled,
        )
        names = tuple(name for column in inputs for name in column.names)
        return Used(X, names, labels, tuple(classes), reading)

    def _label_values(self, kept: Array) -> tuple[list[str], Array, dict[str, int] | None]:
        if not self.has_classes:
            return [], np.array([column.values[kept] for column in self.labels]), None
        label = self.labels[0]
        classes, numbers = classes_of(label, self.kept, self.name)
        counts = np.bincount(numbers, minlength=len(classes)).tolist()
        by_name = dict(zip(classes, counts, strict=True))
        self.warnings += remarks_on_classes(label, Counter(by_name))
        return classes, numbers, by_name

    def _leave_rows_out(self) -> None:
        """Find the rows that cannot be used, or refuse the table where nothing was said of them."""
        number_labels = () if self.has_classes else self.labels
        gone = [(c, c.missing) for c in self.labels] + [(c, c.missing) for c in self.inputs]
        gone += [(c, np.isnan(c.values) & ~c.missing) for c in number_labels]
        gone += [(c, c.unread) for c in self.inputs if c.kind == "number"]
        gone = [(column, places) for column, places in gone if places.any()]
        if undecided := [pair for pair in gone if self.way(pair[0]) == "refuse"]:
            raise CSVError(self._refusal(undecided))
        why: dict[int, str] = {}
        for column, places in gone:
            if self.way(column) in FIGURES:
                self._remark_on_filled(column, places)
                continue
            for place in np.flatnonzero(places):
                why.setdefault(int(place), self._why(column, int(place)))
        self.kept[list(why)] = False
        rows = self.table.rows
        self.left_out += [LeftOut(why[place], line=rows[place].line) for place in sorted(why)]
        if not self.kept.any():
            raise CSVError(f"{self.name}: no row is left: {self._refusal(gone)}")

    def _why(self, column: TableColumn, place: int) -> str:
        """What is wrong with a cell."""
        what = "the label" if column in self.labels else "a value"
        if column.missing[place]:
            return f"{what} is missing (column {shown_name(column)!r})"
        return f"{column.texts[place]!r} is not a number (column {shown_name(column)!r})"

    def _refusal(self, gone: Sequence[tuple[TableColumn, Array]]) -> str:
        """What is wrong with the first cell at fault, the counts by column, and how to go on."""
        first, column = min((int(np.flatnonzero(places)[0]), c.place) for c, places in gone)
        place = f"{self.name}:{self.table.rows[first].line}"
        told = [f"{place}: {self._why(self.columns[column], first)}."]
        told += [
            f"  {shown_name(c)}: {int(places.sum()):,} "
            f"{'missing' if c.missing[np.flatnonzero(places)[0]] else 'not a number'}, "
            f"{in_lines(self.table.rows, places)}"
            for c, places in gone
        ]
        return "\n".join([*told, f"  {_GO_ON}."])

    def _remark_on_filled(self, column: TableColumn, places: Array) -> None:
        if (places & column.unread).any():
            texts = sorted({text for text, odd in zip(column.texts, places, strict=True) if odd})[
                :3
            ]
            self.warnings.append(
                f"in {shown_name(column)!r} {', '.join(map(repr, texts))} is not a number "
                f"({in_lines(self.table.rows, places)}) and is filled in"
            )

    def _input(self, column: TableColumn) -> TableInput:
        lacking = int((column.lacking & self.kept).sum())
        name, way = shown_name(column), self.way(column)
        if column.kind == "number":
            return TableInput(name, "number", unit=column.unit, missing=lacking, way=way)
        here = {t for t, kept in zip(column.texts, self.kept, strict=True) if kept}
        return TableInput(name, column.kind, tuple(sorted(here)), way=way)
