"""What is in a table before training: roles, choices and the command they come to."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets.csv_data import CSVError
from engine.experiment import Experiment
from tutor.commands.training_flags import add_flags, given_settings
from tutor.playground.own_table import OwnTable
from tutor.playground.table_picture import listed, outcome, title
from tutor.plots.cells import plain
from tutor.runs.command import command_line
from tutor.typeset.characters import cells

TREES = "id,width,colour,kind,note,class\n" + "".join(
    f"{n},{n % 7 if n % 10 else ''},{'rgb'[n % 3]},{n % 3},n{n},{n % 2}\n" for n in range(1, 41)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trees.csv"
    path.write_text(TREES)
    return path


def table(file: Path, **settings: Any) -> OwnTable:
    return OwnTable.read({"csv": str(file), **settings})


def at(own: OwnTable, name: str) -> OwnTable:
    """The same with the cursor on a column."""
    own = own.moved(-100)
    while own.column.name != name:
        before, own = own.chosen, own.moved(1)
        assert own.chosen != before
    return own


def shown(own: OwnTable, width: int = 140, height: int = 30) -> str:
    return plain([*title(own, width), *listed(own, width, height), *outcome(own, width)])


def row(own: OwnTable, name: str, width: int = 140) -> str:
    return next(line for line in shown(own, width).splitlines()[2:] if f" {name} " in line)


def test_nothing_is_learned_from_before_missing_cells_are_decided_on(file: Path) -> None:
    own = table(file)
    assert own.column.name == "width" and own.used is None
    assert "Undecided" in shown(own) and "width: 4 missing" in shown(own)
    assert "‹ undecided ›" in row(own, "width")
    own = own.turned(1)
    assert "‹ median ›" in row(own, "width")
    assert own.settings["missing"] == "median" and own.used
    assert "median 3" in row(at(own, "colour"), "width")
    assert own.turned(-1).used is None
    assert "drop 4 rows" in row(at(own.turned(2), "colour"), "width")
    assert "‹ drop rows ›" in row(own.turned(2), "width", 80)


def test_each_column_tells_its_kind_its_range_and_what_is_done(file: Path) -> None:
    own = at(table(file, missing="mean"), "kind")
    for name, told in {
        "class": ("label", "0 20", "2 classes"),
        "width": ("number", "0 to 6, 7 values", " 4 ", "mean"),
        "colour": ("words", "r 13", "one column a word: 3"),
        "id": ("1 to 40, running", "left out: an index"),
        "note": ("40 different", "left out: an id"),
    }.items():
        assert all(each in row(own, name) for each in told), name
    text = shown(own)
    assert "40 rows · 6 columns · comma · UTF-8 · header" in text
    assert "So 5 inputs and 40 rows, 20 of class 0" in text and "right 50.0 %" in text
    order = [own.columns[place].name for place in own.order]
    assert order == ["width", "colour", "kind", "class", "id", "note"]


def test_columns_are_dropped_taken_back_made_label_and_of_another_kind(file: Path) -> None:
    own = table(file, missing="drop")
    own = at(own, "colour").dropped()
    assert own.settings["drop"] == ("colour",)
    assert "left out: dropped" in row(own, "colour") and own.column.name == "colour"
    assert "drop" not in own.dropped().settings
    own = at(own.dropped(), "id").dropped()
    assert own.settings["inputs"] == ("width", "colour", "kind", "id")
    assert "id" not in own.dropped().settings["inputs"]
    own = at(own, "kind").of_other_kind()
    assert own.settings["words"] == ("kind",) and own.used
    assert "kind=2" in own.used.names and "one column a word" in row(at(own, "id"), "kind")
    assert "words" not in own.of_other_kind().settings
    own = at(own, "width").as_label()
    assert own.settings["label"] == "width" and "width" not in own.settings["inputs"]
    own = own.of_other_kind().of_other_kind()
    assert own.settings["target"] == "numbers" and own.used and not own.used.classes
    assert "to say the mean always is off by" in shown(own)
    with pytest.raises(ValueError, match="is the label"):
        own.dropped()
    with pytest.raises(ValueError, match="cannot be an input"):
        at(table(file), "note").dropped()
    with pytest.raises(ValueError, match="cannot be read as numbers"):
        at(table(file), "colour").of_other_kind()


def test_scaling_validation_and_header_are_chosen(file: Path) -> None:
    own = at(table(file, missing="drop"), "kind")
    assert own.is_scaled(own.chosen) and "‹ scaled ›" in row(own, "kind")
    assert "‹ as it is ›" in row(own.turned(1), "kind")
    own = own.with_validation().with_validation()
    assert own.settings["validation_split"] == 0.2 and "20 % of the rows" in shown(own)
    again = own.with_other_header()
    assert again.settings["header"] == "yes" and again.settings["missing"] == "drop"
    bare = again.with_other_header()
    assert bare.rows.names[0] == "x0" and "no header" in shown(bare)


SURVEY = "age,income,kind,y\n" + "".join(
    f"{n if n % 6 else ''},{n * 3.5 if n % 5 else ''},{'ab'[n % 2]},{n % 9 or -999}\n"
    for n in range(1, 41)
)


def test_each_column_has_its_own_way_with_missing_cells_and_its_own_scale(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY)
    own = at(table(path, label="kind"), "age").turned(1)
    assert own.settings["missing"] == "age=median" and own.used is None
    assert "income: 8 missing" in shown(own) and "age: 6 missing" not in shown(own)
    own = at(own, "income").turned(2)
    assert own.settings["missing"] == "age=median,income=mean" and own.used
    assert "median 20" in row(own, "age") and "‹ mean ›" in row(own, "income")
    assert own.for_all().settings["missing"] == "mean"
    assert at(own, "income").as_label().settings["missing"] == "age=median,income=drop"

    own = at(own, "y").scaling()
    assert own.settings["unscaled"] == ("y",) and own.settings["standardise"]
    assert "scaled" in row(at(own, "age").scaling(), "income")
    bare = own.for_all()
    assert not bare.settings["standardise"] and "unscaled" not in bare.settings
    assert bare.scaling().settings["unscaled"] == ("age", "income")

    assert "-999: a missing value?" in row(at(own, "age"), "y").replace("−", "-")
    with pytest.raises(ValueError, match="No number"):
        at(own, "age").as_unknown()
    taken = own.as_unknown()
    assert taken.settings["unknown"] == ("-999",) and taken.lacks(taken.chosen) == 4
    assert "unknown" not in taken.as_unknown().settings

    data = Experiment.of(**taken.turned(1).settings, validation_split=0.5)
    training, validation, fill = data.divided()
    prepared = data.preparation(fill(training))(fill(training))
    assert np.isfinite(prepared.X).all() and validation is not None
    assert prepared.X[0].mean() == pytest.approx(0) and prepared.X[2].mean() > 1


def test_the_command_reads_the_same_table(file: Path) -> None:
    import argparse

    own = at(table(file, missing="median"), "kind").of_other_kind()
    own = at(own, "colour").dropped().with_validation()
    parser = argparse.ArgumentParser()
    add_flags(parser)
    words = shlex.split(command_line(own.settings, {}))[2:]
    settings = given_settings(parser.parse_args(words))
    data = Experiment.of(**settings).data.load()
    assert own.used and data.feature_names == own.used.names
    assert settings["standardise"] and settings["validation_split"] == 0.1


def test_choices_that_lead_nowhere_are_told_and_can_be_taken_back(file: Path) -> None:
    own = at(table(file), "note").as_label()
    assert own.used is None and own.fault
    assert shown(own)
    own = at(own, "class").as_label()
    own = at(own, "width").turned(1)
    assert own.used
    with pytest.raises(CSVError):
        table(file.parent / "nowhere.csv")


@pytest.mark.parametrize("width", [80, 100, 120, 140])
def test_no_row_is_wider_than_the_screen_and_the_cursor_stays_in_view(
    tmp_path: Path, width: int
) -> None:
    wide = tmp_path / "wide.csv"
    names = ["名前" * 9, "🙂 mood", "e\u0301" * 20, *(f"column {n}" * 3 for n in range(40))]
    rows = [",".join(str((n * m) % 11 / 7) for m in range(len(names))) for n in range(20)]
    wide.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")
    own = table(wide)
    for _ in range(len(names)):
        picture = [*title(own, width - 2), *listed(own, width, 12), *outcome(own, width)]
        assert all(cells("".join(s.text for s in line)) <= width for line in picture)
        assert len(listed(own, width, 12)) <= 12
        assert "▸" in plain(picture)
        own = own.moved(1)
