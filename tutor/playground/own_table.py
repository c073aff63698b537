"""A table of the learner's before it is learned from, and what is chosen about it: a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from engine.tables.asides import without_asides
from engine.tables.choices import Choices
from engine.tables.choosing import ChosenColumns
from engine.tables.columns import MARKS, TableColumn, shown_name
from engine.tables.fault import CSVError
from engine.tables.file import read_text
from engine.tables.header import HEADERS
from engine.tables.missing import FIGURES, MissingCells
from engine.tables.rows import Rows, read_rows
from engine.tables.sentinel import sentinel
from engine.tables.use import Used, use
from tutor.playground.table_columns import Glance, glance

Role: TypeAlias = Literal["label", "input", "out"]
OF_TABLE = (
    *("csv", "label", "target", "missing", "drop", "inputs", "header", "words"),
    *("unknown", "unscaled", "decimal"),
)
_OF_COLUMNS = ("label", "target", "missing", "drop", "inputs", "words", "unscaled")
SHARES = (0.0, 0.1, 0.2, 0.3, 0.5)
_NOT_SAID = ((), "auto", "refuse")
_TARGETS = ("auto", "classes", "numbers")
_FILLED = ("refuse", "median", "mean", "drop")
_DROPPED = ("refuse", "drop")


@dataclass(frozen=True, eq=False, slots=True)
class OwnTable:
    """The columns of a file with the settings chosen so far; each method makes another one."""

    lines: tuple[str, ...]
    encoding: str
    rows: Rows
    columns: tuple[TableColumn, ...]
    glances: tuple[Glance, ...]
    settings: Mapping[str, Any]
    chosen: int = 0
    """The place in the file of the column that the learner is at."""
    used: Used | None = None
    """What is learned from; None while something is undecided."""
    fault: str = ""
    """What is undecided, or stands against it."""
    roles: Mapping[int, Role] = field(default_factory=dict)
    whys: Mapping[int, str] = field(default_factory=dict)
    """Why columns are left out."""
    ways: Mapping[int, str] = field(default_factory=dict)
    """What becomes of the missing cells of a column."""

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> OwnTable:
        """The table that the settings name; raises CSVError where it cannot be read."""
        text = read_text(str(settings["csv"]))
        lines = tuple(text.lines)
        rows = read_rows(lines, text.name, settings.get("header", "auto"))
        scaled = not settings.get("weights")  # a book's weights belong to its numbers as they are
        given = {"csv": settings["csv"], "standardise": scaled, **settings}
        return cls._of(lines, text.encoding, rows, given).first()

    @classmethod
    def _of(
        cls, lines: tuple[str, ...], encoding: str, rows: Rows, settings: Mapping[str, Any]
    ) -> OwnTable:
        choices = _choices(settings)
        rows, read = without_asides(rows, choices.unknown, choices.decimal)
        columns = tuple(read)
        glances = tuple(map(glance, columns))
        return cls(lines, encoding, rows, columns, glances, settings).decided()

    def decided(self) -> OwnTable:
        """With what comes of the present choices."""
        choices = _choices(self.settings)
        try:
            plan = ChosenColumns(self.rows, choices, self.columns)
        except CSVError as error:
            return replace(self, used=None, fault=str(error), **self._guessed())
        labels = {column.place for column in plan.labels}
        inputs = {column.place for column in plan.inputs}
        by_name = {shown_name(column): column.place for column in self.columns}
        whys = {by_name[out.column]: out.why for out in plan.left_out if out.column}
        roles: dict[int, Role] = {
            c.place: "label" if c.place in labels else "input" if c.place in inputs else "out"
            for c in self.columns
        }
        words = [c.place for c in plan.columns if c.kind == "words"]
        words += labels if plan.has_classes else []
        glances = tuple(glance(c.as_words() if c.place in words else c) for c in self.columns)
        try:
            used, fault = use(self.rows, choices, self.encoding, self.columns), ""
        except CSVError as error:
            used, fault = None, str(error)
        ways = {column.place: plan.way(column) for column in plan.columns}
        return replace(
            self, used=used, fault=fault, glances=glances, roles=roles, whys=whys, ways=ways
        )

    def _guessed(self) -> dict[str, Any]:
        """Roles of the columns where the choices lead to none."""
        whys = {c.place: c.why_useless(c.place == 0) for c in self.columns}
        return {
            "roles": {place: "out" if why else "input" for place, why in whys.items()},
            "whys": whys,
            "ways": {},
        }

    @property
    def order(self) -> list[int]:
        """The columns as they are listed: those that are used, then those that are left out."""
        return sorted(self.roles, key=lambda place: (self.roles[place] == "out", place))

    @property
    def column(self) -> TableColumn:
        """The column that the learner is at."""
        return self.columns[self.chosen]

    def is_scaled(self, place: int) -> bool:
        """Whether a column gets mean 0 and standard deviation 1."""
        kept = self.given_name(place) in self._given("unscaled")
        return bool(self.settings.get("standardise")) and not kept

    def way(self, place: int) -> str:
        """What becomes of the missing cells of a column."""
        return self.ways.get(place, "refuse")

    def is_words(self, place: int) -> bool:
        """Whether a column becomes an input a word."""
        known = self.columns[place].kind == "words"
        return known or self.given_name(place) in self.settings.get("words", ())

    def lacks(self, place: int) -> int:
        """How many cells of a column cannot be used as they are."""
        seen = self.glances[place]
        return seen.missing + seen.unread * (not self.is_words(place))

    def given_name(self, place: int) -> str:
        """What a flag calls a column: its name, or its number where that says it better."""
        name = self.rows.names[place]
        plain = bool(name) and "," not in name and not name.startswith("-")
        return name if plain and self.rows.names.count(name) == 1 else str(place)

    def first(self) -> OwnTable:
        """At the first column that waits for a choice, else at the first one listed."""
        waiting = [p for p in self.order if self.roles[p] != "out" and self.lacks(p)]
        return replace(self, chosen=(waiting if self.fault and waiting else self.order)[0])

    def moved(self, by: int) -> OwnTable:
        """At the next column listed, or the one before."""
        order = self.order
        place = order.index(self.chosen) + by
        return replace(self, chosen=order[min(max(place, 0), len(order) - 1)])

    def options(self) -> tuple[str, ...]:
        """What can be chosen with the arrows at this column."""
        if self.roles[self.chosen] == "out":
            return ()
        if self.lacks(self.chosen):
            words = self.is_words(self.chosen) or self.roles[self.chosen] == "label"
            return _DROPPED if words else _FILLED
        return () if self.is_words(self.chosen) or self._classes else ("scaled", "as it is")

    @property
    def _classes(self) -> bool:
        """Whether the learner is at a label of classes."""
        at_label = self.roles[self.chosen] == "label"
        return at_label and (self.used is None or bool(self.used.classes))

    @property
    def option(self) -> str:
        """Which of the options holds now."""
        if self.lacks(self.chosen):
            return self.way(self.chosen)
        return "scaled" if self.is_scaled(self.chosen) else "as it is"

    def turned(self, by: int) -> OwnTable:
        """With the next option of this column."""
        options = self.options()
        if not options:
            return self
        option = options[(options.index(self.option) + by) % len(options)]
        if option in ("scaled", "as it is"):
            return self.scaling()
        lacking = [p for p, role in self.roles.items() if role != "out" and self.lacks(p)]
        ways = self._missing.with_column(self.given_name(self.chosen), option)
        ways = ways if len(lacking) > 1 else MissingCells(option)
        return self.with_settings(missing=ways.written())

    def scaling(self) -> OwnTable:
        """This column scaled, or as its numbers are."""
        classes = self.used is None or bool(self.used.classes)
        numbers = ("input",) if classes else ("input", "label")
        with_scale = [p for p, role in sorted(self.roles.items()) if role in numbers]
        if self.chosen not in with_scale:
            raise ValueError("This column has no scale: it is left out, or holds classes.")
        kept = [p for p in with_scale if self.is_scaled(p) == (p == self.chosen)]
        if kept == with_scale:
            return self.with_settings(standardise=False, unscaled=())
        return self.with_settings(standardise=True, unscaled=tuple(map(self.given_name, kept)))

    def for_all(self) -> OwnTable:
        """With the choices at this column for all columns."""
        changed: dict[str, Any] = {}
        if self.lacks(self.chosen):
            changed["missing"] = MissingCells(self.way(self.chosen)).written()
        else:
            changed = {"standardise": self.is_scaled(self.chosen), "unscaled": ()}
        return self.with_settings(**changed)

    def as_unknown(self) -> OwnTable:
        """With the number that may stand for nothing taken as missing, or as a number again."""
        known = sentinel(self.column.values) if self.column.kind == "number" else None
        unknown = self._given("unknown")
        if known is not None:
            unknown = (*unknown, f"{known:g}")
        elif taken := [u for u in unknown if u in {text.strip() for text in self.column.texts}]:
            unknown = tuple(each for each in unknown if each not in taken)
        else:
            raise ValueError("No number in this column looks as if it stood for a missing value.")
        return self._read_again(unknown=unknown)

    def with_other_decimals(self) -> OwnTable:
        """A point before decimals, a comma, or what the cells look like."""
        marks = tuple(MARKS)
        place = marks.index(self.settings.get("decimal", "auto"))
        return self._read_again(decimal=marks[(place + 1) % len(marks)])

    def _read_again(self, **changed: Any) -> OwnTable:
        """With cells that are read in another way."""
        rows = read_rows(self.lines, self.rows.name, self.settings.get("header", "auto"))
        settings = {n: v for n, v in {**self.settings, **changed}.items() if v not in _NOT_SAID}
        return replace(OwnTable._of(self.lines, self.encoding, rows, settings), chosen=self.chosen)

    def _not_filled(self, name: str) -> dict[str, str]:
        """The settings with which a column that has a figure of its own drops rows instead."""
        if self._missing.of_columns.get(name) not in FIGURES:
            return {}
        return {"missing": self._missing.with_column(name, "drop").written()}

    @property
    def _missing(self) -> MissingCells:
        return MissingCells.parse(str(self.settings.get("missing", "refuse")))

    def dropped(self) -> OwnTable:
        """Without this column, or with it again; raises ValueError where that cannot be."""
        name, role = self.given_name(self.chosen), self.roles[self.chosen]
        drop, inputs = self._given("drop"), self._given("inputs")
        if role == "label":
            raise ValueError("This column is the label: L on another column makes that the label.")
        if role == "input":
            if inputs:
                return self.with_settings(inputs=tuple(each for each in inputs if each != name))
            return self.with_settings(drop=(*drop, name))
        if name in drop:
            return self.with_settings(drop=tuple(each for each in drop if each != name))
        why = self.column.why_useless(self.chosen == 0)
        if why and self.column.kind != "number":
            raise ValueError(f"It cannot be an input: {why}.")
        present = [self.given_name(p) for p in sorted(self.roles) if self.roles[p] == "input"]
        return self.with_settings(inputs=(*present, name), drop=())

    def as_label(self) -> OwnTable:
        """With this column as the label."""
        name = self.given_name(self.chosen)
        rest = {
            what: tuple(each for each in self._given(what) if each != name)
            for what in ("drop", "inputs", "words")
        }
        return self.with_settings(label=name, target=None, **rest, **self._not_filled(name))

    def of_other_kind(self) -> OwnTable:
        """The label as classes or as numbers, an input of numbers as words, and back."""
        name = self.given_name(self.chosen)
        if self.roles[self.chosen] == "label":
            place = _TARGETS.index(self.settings.get("target", "auto"))
            return self.with_settings(target=_TARGETS[(place + 1) % len(_TARGETS)])
        if self.column.kind != "number":
            raise ValueError(f"Its cells are {self.column.kind}, and cannot be read as numbers.")
        words = self._given("words")
        others = tuple(each for each in words if each != name)
        if name in words:
            return self.with_settings(words=others)
        return self.with_settings(words=(*words, name), **self._not_filled(name))

    def with_other_header(self) -> OwnTable:
        """The first line as names, as an example, or by what it looks like; may raise CSVError."""
        place = HEADERS.index(self.settings.get("header", "auto"))
        header = HEADERS[(place + 1) % len(HEADERS)]
        rows = read_rows(self.lines, self.rows.name, header)
        same = rows.names == self.rows.names
        kept = {n: v for n, v in self.settings.items() if same or n not in _OF_COLUMNS}
        kept = {**kept, "header": header}
        return OwnTable._of(self.lines, self.encoding, rows, kept).first()

    def with_validation(self) -> OwnTable:
        """With the next share of the rows held out."""
        now = self.settings.get("validation_split", 0.0)
        share = next((share for share in SHARES if share > now), 0.0)
        return self.with_settings(validation_split=share or None)

    def with_settings(self, **changed: Any) -> OwnTable:
        """With these settings; what is empty, or auto, is left out."""
        settings = {**self.settings, **changed}
        kept = {n: v for n, v in settings.items() if v is not None and v not in _NOT_SAID}
        return replace(self, settings=kept).decided()

    def _given(self, name: str) -> tuple[str, ...]:
        return tuple(self.settings.get(name, ()))


def _choices(settings: Mapping[str, Any]) -> Choices:
    return Choices(**{n: settings[n] for n in OF_TABLE if n != "csv" and n in settings})
