"""Which columns of a table are its label, and which are learned from."""

from __future__ import annotations

from collections.abc import Sequence

from engine.names import look_up
from engine.tables.asides import without_asides
from engine.tables.choices import Choices
from engine.tables.columns import TableColumn, shown_name
from engine.tables.fault import CSVError
from engine.tables.label import has_classes, other_label
from engine.tables.missing import FIGURES, MissingCells
from engine.tables.reading import LeftOut
from engine.tables.rows import Rows


class ChosenColumns:
    """Labels and inputs, by the choices of the user; raises CSVError where there are none.

    `columns` are those of a table without asides, where they are at hand already.
    """

    def __init__(
        self, table: Rows, choices: Choices, columns: Sequence[TableColumn] | None = None
    ) -> None:
        if columns is None:
            table, columns = without_asides(table, choices.unknown, choices.decimal)
        self.table, self.choices, self.name = table, choices, table.name
        self.left_out = [LeftOut(aside.why, line=aside.line) for aside in table.asides]
        self.warnings = list(table.warnings)
        self.columns = list(columns)
        for place in [self._column(name).place for name in choices.words]:
            self.columns[place] = self.columns[place].as_words()
        self.labels = self._labels()
        if len(self.columns) == len(self.labels):
            raise CSVError(
                f"{self.name}: there is one column only, and the label needs inputs beside it"
            )
        self.has_classes = self._has_classes()
        self.inputs = self._inputs()
        self.ways = self._ways()
        self.unscaled = self._unscaled()

    def way(self, column: TableColumn) -> str:
        """What becomes of the cells of a column that hold nothing, or no number."""
        way = self.ways[column.place]
        return "drop" if way in FIGURES and (column in self.labels or column.is_words) else way

    def _ways(self) -> list[str]:
        given = MissingCells.parse(self.choices.missing)
        ways = [given.usual] * len(self.columns)
        for name, way in given.of_columns.items():
            column = self._column(name)
            if way in FIGURES and column.is_words:
                raise CSVError(
                    f"{self.name}: {shown_name(column)!r} holds words, which have no {way}: "
                    f"--missing {name}=drop leaves such rows out"
                )
            ways[column.place] = way
        return ways

    def _unscaled(self) -> tuple[str, ...]:
        """The names of the columns that stay as they are."""
        asked = [self._column(name) for name in self.choices.unscaled]
        used = {column.place for column in (*self.inputs, *self.labels)}
        self.warnings += [
            f"--unscaled {shown_name(c)}: the column is left out"
            for c in asked
            if c.place not in used
        ]
        return tuple(shown_name(column) for column in asked if column.place in used)

    def _labels(self) -> list[TableColumn]:
        label = self.choices.label
        if label is None:
            last = self._last()
            if other := other_label(last, self.columns):
                self.warnings.append(
                    f"the label is the last column, {shown_name(last)!r}; --label {other} if that "
                    "is what is to be predicted"
                )
            return [last]
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
                f"{self.name}: the label {shown_name(dates)!r} holds {dates.times}, and no "
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
