"""What of a table is learned from: its inputs and its label, with the choices of the user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from engine.arrays import Array
from engine.names import look_up
from engine.tables.columns import TableColumn, columns_of, in_lines, shown_name
from engine.tables.fault import CSVError
from engine.tables.label import TARGETS, Target, classes_of, has_classes, remarks_on_classes
from engine.tables.reading import LeftOut, Reading, TableInput
from engine.tables.rows import HEADERS, Header, Rows

Missing: TypeAlias = Literal["refuse", "drop", "mean", "median"]
MISSING = get_args(Missing)
_GO_ON = (
    "--missing drop leaves such rows out, --missing mean or median fills in numbers, "
    "--drop COLUMN leaves a column out"
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides about a table."""

    label: str | int | None = None
    """Names of columns, with commas between several, or an index; the last column if None."""
    target: Target = "auto"
    missing: Missing = "refuse"
    drop: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    """The columns to learn from; none for all that tell something."""
    header: Header = "auto"

    def check(self) -> None:
        """Raises ValueError for a word that is none of those there are."""
        look_up("target", self.target, dict.fromkeys(TARGETS))
        look_up("way with missing cells", self.missing, dict.fromkeys(MISSING))
        look_up("header", self.header, dict.fromkeys(HEADERS))


@dataclass(frozen=True, eq=False, slots=True)
class Used:
    """Inputs X (n, m), nan where one is to be filled in; class numbers (m,), or numbers (k, m)."""

    X: Array
    names: tuple[str, ...]
    labels: Array
    classes: tuple[str, ...]
    reading: Reading


def use(table: Rows, choices: Choices, encoding: str = "") -> Used:
    """What is learned from a table; raises CSVError that names what stands against it."""
    return _Use(table, choices).made(encoding)


class _Use:
    def __init__(self, table: Rows, choices: Choices) -> None:
        self.table, self.choices, self.name = table, choices, table.name
        self.left_out: list[LeftOut] = []
        self.warnings = list(table.warnings)
        self.columns = columns_of(table)
        self.labels = self._labels()
        if len(self.columns) == len(self.labels):
            raise CSVError(
                f"{self.name}: there is one column only, and the label needs inputs beside it"
            )
        self.has_classes = self._has_classes()
        self.chosen = self._inputs()
        self.kept = np.ones(len(table.rows), bool)

    def made(self, encoding: str) -> Used:
        self._leave_rows_out()
        for column in (*self.chosen, *self.labels):
            self._remark_on(column)
        kept = np.flatnonzero(self.kept)
        inputs = [self._input(column) for column in self.chosen]
        X = np.concatenate([i.rows(c)[:, kept] for i, c in zip(inputs, self.chosen, strict=True)])
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
            self.choices.missing,
            tuple(self.left_out),
            tuple(self.warnings),
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

    def _labels(self) -> list[TableColumn]:
        label = self.choices.label
        if label is None:
            return [self._last()]
        named = self.table.named
        if isinstance(label, str) and "," in label and label not in named:
            return [self._column(part.strip()) for part in label.split(",") if part.strip()]
        return [self._column(label)]

    def _last(self) -> TableColumn:
        """The last column that holds anything."""
        return next((c for c in reversed(self.columns) if c.kind != "empty"), self.columns[-1])

    def _column(self, name: str | int) -> TableColumn:
        """A column by name or by index."""
        named, last = self.table.named, len(self.columns) - 1
        if name in named:
            return self.columns[named[str(name)]]
        if name in self.table.names:
            return self.columns[self.table.names.index(str(name))]
        try:
            index = int(name)
        except ValueError:
            raise CSVError(f"{self.name}: {self._unknown(str(name))}") from None
        if not -last - 1 <= index <= last:
            raise CSVError(f"{self.name}: no column {index}: they are numbered from 0 to {last}")
        return self.columns[index]

    def _unknown(self, name: str) -> str:
        if not self.table.has_names:
            return (
                f"its columns have no names, so none is called {name!r}; "
                f"give a number from 0 to {len(self.columns) - 1}"
            )
        try:
            look_up("column", name, self.table.named)
        except ValueError as error:
            return str(error)
        return f"unknown column {name!r}"

    def _has_classes(self) -> bool:
        dates = next((c for c in self.labels if c.kind == "dates"), None)
        if dates and self.choices.target != "classes":
            raise CSVError(
                f"{self.name}: the label {shown_name(dates)!r} holds dates or times, which are no "
                "numbers: is another column the label? --label COLUMN"
            )
        if len(self.labels) == 1:
            return has_classes(self.labels[0], self.choices.target, self.warnings)
        if self.choices.target == "classes":
            raise CSVError(f"{self.name}: several labels are numbers to predict, not classes")
        return False

    def _inputs(self) -> list[TableColumn]:
        """The columns to learn from, in the order of the table."""
        labels = {column.place for column in self.labels}
        if self.choices.inputs:
            return self._asked_for(labels)
        dropped = {self._column(name).place for name in self.choices.drop}
        if clash := dropped & labels:
            name = shown_name(self.columns[clash.pop()])
            raise CSVError(f"{self.name}: {name!r} is the label, and cannot be dropped")
        others = [c for c in self.columns if c.place not in labels]
        self.left_out += [
            LeftOut("dropped, as asked for", shown_name(c)) for c in others if c.place in dropped
        ]
        others = [c for c in others if c.place not in dropped]
        whys = {c.place: c.why_useless(c.place == 0) for c in others}
        useful = [c for c in others if not whys[c.place]]
        if not useful:  # a column of numbers is better than none
            useful = [c for c in others if c.kind == "number"]
            self.warnings += [
                f"{shown_name(c)!r} looks like {whys[c.place]}; it is the input, for want of others"
                for c in useful
            ]
        here = {c.place for c in useful}
        out = [c for c in others if c.place not in here]
        self.left_out += [LeftOut(whys[c.place], shown_name(c)) for c in out]
        if not useful:
            listed = "; ".join(f"{o.column}: {o.why}" for o in self.left_out)
            raise CSVError(f"{self.name}: no column is left to learn from ({listed})")
        return useful

    def _asked_for(self, labels: set[int]) -> list[TableColumn]:
        asked = {self._column(name).place for name in self.choices.inputs}
        asked -= {self._column(name).place for name in self.choices.drop}
        if clash := asked & labels:
            name = shown_name(self.columns[clash.pop()])
            raise CSVError(f"{self.name}: {name!r} is the label, and cannot be an input")
        chosen = [c for c in self.columns if c.place in asked]
        for column in chosen:
            why = column.why_useless(column.place == 0)
            if why and column.kind != "number":
                raise CSVError(f"{self.name}: {shown_name(column)!r} cannot be an input: {why}")
        self.left_out += [
            LeftOut("not among the inputs asked for", shown_name(c))
            for c in self.columns
            if c.place not in asked | labels
        ]
        if not chosen:
            raise CSVError(f"{self.name}: no column is left to learn from")
        return chosen

    def _leave_rows_out(self) -> None:
        """Find the rows that cannot be used, or refuse the table where nothing was said of them."""
        number_labels = () if self.has_classes else self.labels
        gone = [(c, c.missing) for c in self.labels] + [(c, c.missing) for c in self.chosen]
        gone += [(c, np.isnan(c.values) & ~c.missing) for c in number_labels]
        gone += [(c, c.unread) for c in self.chosen if c.kind == "number"]
        gone = [(column, places) for column, places in gone if places.any()]
        if gone and self.choices.missing == "refuse":
            raise CSVError(self._refusal(gone))
        labels = {column.place for column in self.labels}
        why: dict[int, str] = {}
        for column, places in gone:
            filled = self.choices.missing in ("mean", "median") and column.kind == "number"
            if filled and column.place not in labels:
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

    def _remark_on(self, column: TableColumn) -> None:
        """Add what is strange or unsure about a column that is used."""
        is_label, name = column in self.labels, shown_name(column)
        if column.unsure:
            read = next(
                v for t, v in zip(column.texts, column.values, strict=True) if t == column.unsure
            )
            self.warnings.append(f"in {name!r} {column.unsure} is read as {read:.10g}")
        if is_label and column.runs:
            self.warnings.append(
                f"the label {name!r} is a running number: is another column the label? "
                "--label COLUMN"
            )
        elif column.runs and column.place > 0:
            self.warnings.append(
                f"{name!r} is a running number, and tells where a row stands; "
                f"--drop {name} leaves it out"
            )
        known = {t for t, kept in zip(column.texts, self.kept, strict=True) if kept}
        if not is_label and len(known) == 1 and int(self.kept.sum()) > 1:
            self.warnings.append(
                f"{name!r} is the same everywhere ({known.pop()}) and tells nothing; "
                f"--drop {name} leaves it out"
            )

    def _input(self, column: TableColumn) -> TableInput:
        lacking = int((column.lacking & self.kept).sum())
        if column.kind == "number":
            return TableInput(shown_name(column), "number", unit=column.unit, missing=lacking)
        here = {t for t, kept in zip(column.texts, self.kept, strict=True) if kept}
        return TableInput(shown_name(column), column.kind, tuple(sorted(here)))
