"""`nn-tutor train --predict`: a further table through the door of the first one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets.csv_data import read_csv
from tutor.cli import main

COLOURS = ("red", "blue", "grey")
TREES = "id,width,colour,length,kind\n" + "".join(
    f"{n},{1 + n % 7},{COLOURS[n % 3]},{10 * (n % 5) or ''},{('ash', 'oak')[n % 2]}\n"
    for n in range(1, 41)
)
PRICES = "size;rooms;price\n" + "".join(
    f"{50 + 3 * n},5;{n % 4};{100_000 + 2_000 * n}\n" for n in range(30)
)
QUICK = ("--hidden", "3", "--epochs", "2", "--activation", "tanh")


class Tables:
    """Tables in a folder, and what the command prints for them."""

    def __init__(self, folder: Path, capsys: Any) -> None:
        self.folder, self.capsys = folder, capsys

    def file(self, name: str, text: str = "", encoding: str = "utf-8") -> str:
        path = self.folder / name
        if text:
            path.write_bytes(text.encode(encoding))
        return str(path)

    def train(self, *flags: str, code: int = 0) -> tuple[str, str]:
        """Standard output and standard error."""
        assert main(["train", *flags]) == code
        printed = self.capsys.readouterr()
        return printed.out, printed.err

    def rows(self, *flags: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.train(*flags)[0])))


@pytest.fixture
def tables(tmp_path: Path, capsys: Any) -> Tables:
    return Tables(tmp_path, capsys)


def trees(tables: Tables, *flags: str) -> tuple[str, ...]:
    return ("--csv", tables.file("trees.csv", TREES), *QUICK, "--missing", "median", *flags)


def test_standard_output_holds_the_table_and_its_predictions_and_nothing_else(
    tables: Tables,
) -> None:
    new = tables.file("new.csv", "id,width,colour,length\n7,3,blue,20\n9,2,red,30\n")
    out, told = tables.train(*trees(tables, "--predict", new))
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == [*("id", "width", "colour", "length", "predicted kind", "p(ash)", "p(oak)")]
    assert [row[:4] for row in rows[1:]] == [["7", "3", "blue", "20"], ["9", "2", "red", "30"]]
    for row in rows[1:]:
        ash, oak = map(float, row[5:])
        assert ash + oak == pytest.approx(1)
        assert row[4] == ("oak" if oak > 0.5 else "ash")
    assert "trees.csv: 40 rows" in told and "accuracy" in told


@pytest.mark.parametrize(
    "more", [(), ("--standardise",), ("--output", "softmax"), ("--batch-norm",)]
)
def test_a_saved_network_predicts_what_it_predicted_at_once(
    tables: Tables, more: tuple[str, ...]
) -> None:
    new = tables.file("new.csv", "length,colour,width\n20,grey,3\n,red,\n35,blue,1\n")
    saved = tables.file("net.json")
    at_once = tables.rows(
        *trees(tables, "--validation-split", "0.3", *more, "--save", saved, "--predict", new)
    )
    assert tables.rows("--weights", saved, "--predict", new) == at_once
    assert len({row["p(oak)"] for row in at_once}) == 3


def test_numbers_of_a_regression_are_in_the_labels_own_unit(tables: Tables) -> None:
    table = tables.file("prices.csv", PRICES)
    saved, out = tables.file("net.json"), tables.file("out.csv")
    flags = ("--csv", table, "--standardise", "--hidden", "8", "--epochs", "200", "--lr", "0.05")
    tables.train(*flags, "--save", saved, "--predict", table, "--out", out, "--json")
    with Path(out).open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["size"] == "50,5"
    misses = [abs(float(row["predicted price"]) - float(row["price"])) for row in rows]
    assert max(misses) < 20_000
    with_point = tables.file("point.csv", "rooms,size\n1,53.5\n")
    again = tables.rows("--weights", saved, "--predict", with_point)[0]
    assert float(again["predicted price"]) == pytest.approx(float(rows[1]["predicted price"]))


def test_what_is_filled_in_and_scaled_comes_from_the_training_part_alone(tables: Tables) -> None:
    """The rows beside a row do not change its prediction, and neither do those held out."""
    saved = tables.file("net.json")
    tables.train(*trees(tables, "--standardise", "--validation-split", "0.5", "--save", saved))
    head, one = "width,colour,length\n", ",red,\n"
    alone = tables.file("alone.csv", head + one)
    beside = tables.file("beside.csv", head + one + "9e9,blue,-7e8\n" * 5)
    first = tables.rows("--weights", saved, "--predict", alone)
    assert tables.rows("--weights", saved, "--predict", beside)[0] == first[0]
    held_out = json.loads(Path(saved).read_text())
    assert held_out["about"]["filling"][0] == pytest.approx(_median_of_training(), abs=1e-12)


def _median_of_training() -> float:
    data = read_csv(TREES.splitlines(keepends=True), missing="median")
    return float(np.median(data.split(0.5, 0)[0].X[0]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("width,colour\n3,red\n", "no column 'length'"),
        ("3,red,4\n4,blue,4\n", "no column 'width', 'colour', 'length'"),
        ("width,colour,length\n", "no row of numbers"),
        ("", "No such file"),
    ],
)
def test_a_table_that_lacks_something_is_told_before_training(
    tables: Tables, text: str, told: str
) -> None:
    new = tables.file("new.csv", text)
    out, error = tables.train(*trees(tables, "--predict", new), code=2)
    assert told in error and not out and "epochs in" not in error


def test_cells_that_cannot_be_used_are_refused_or_told(tables: Tables) -> None:
    full = TREES.replace(",,", ",15,")
    table, saved = tables.file("full.csv", full), tables.file("net.json")
    tables.train("--csv", table, *QUICK, "--save", saved)
    new = tables.file("new.csv", "width,colour,length\n3,red,1\n2,,x1\n4,pink,1\n")
    _, told = tables.train("--weights", saved, "--predict", new, code=2)
    assert "new.csv:3" in told and "colour: 1 missing, line 3" in told
    assert "length: 1 missing or not a number, line 3" in told and "--missing drop" in told
    out, told = tables.train("--weights", saved, "--predict", new, "--missing", "drop")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [bool(row["predicted kind"]) for row in rows] == [True, False, True]
    assert "no prediction for line 3" in told
    assert "'pink' (line 4) is none of the words learned from" in told


def test_tables_without_a_header_are_read_by_their_places(tables: Tables) -> None:
    text = "".join(f"{n % 2},{n / 3:.2f},{(n * 7) % 5}.5\n" for n in range(30))
    table, saved = tables.file("bare.csv", text), tables.file("net.json")
    tables.train("--csv", table, "--label", "0", *QUICK, "--save", saved)
    whole = tables.rows("--weights", saved, "--predict", table)
    without = tables.file(
        "without.csv", "".join(f"{n / 3:.2f},{(n * 7) % 5}.5\n" for n in range(30))
    )
    bare = tables.rows("--weights", saved, "--predict", without)
    assert [row["p(1)"] for row in bare] == [row["p(1)"] for row in whole]
    other = tables.file("other.csv", "1,2,3,4\n")
    assert "4 columns" in tables.train("--weights", saved, "--predict", other, code=2)[1]


def test_another_unit_is_refused_and_other_encodings_are_read(tables: Tables) -> None:
    text = "größe,fee\n" + "".join(f"{n} cm,{n * 3}\n" for n in range(9))
    table, saved = tables.file("t.csv", text), tables.file("net.json")
    tables.train("--csv", table, "--target", "numbers", *QUICK, "--standardise", "--save", saved)
    metres = tables.file("m.csv", "größe\n1 m\n", "utf-16")
    assert "is in m here" in tables.train("--weights", saved, "--predict", metres, code=2)[1]
    latin = tables.file("l.csv", "größe\n5 cm\n", "latin-1")
    assert len(tables.rows("--weights", saved, "--predict", latin)) == 1


def test_flags_that_contradict_and_files_that_were_not_saved_are_told(tables: Tables) -> None:
    table = tables.file("trees.csv", TREES)
    book = tables.file("book.json", '{"W1": [[1, 2]], "b1": [0]}')
    broken = tables.file("broken.json", '{"W1": [[1]], "about": {"columns": [7]}}')
    saved = tables.file("net.json")
    tables.train(*trees(tables, "--save", saved))
    wrong = {
        ("--out", "x.csv"): "--out goes with --predict",
        ("--predict", table, "--json", "--csv", table): "give --out FILE",
        ("--predict", "-", "--csv", "-"): "both read standard input",
        ("--predict", table, "--csv", table, "--out", table): "would be overwritten",
        ("--predict", table, "--weights", book): "train --save has written",
        ("--predict", table, "--weights", broken): "was changed",
        ("--predict", table, "--weights", saved, "--epochs", "3"): "--epochs: nothing is trained",
        ("--predict", table, "--weights", saved, "--missing", "mean"): "come from the training",
    }
    for flags, told in wrong.items():
        assert told in tables.train(*flags, code=2)[1], flags


def test_weights_that_go_on_with_other_columns_are_told(tables: Tables) -> None:
    saved = tables.file("net.json")
    numbers = tables.file("a.csv", "a,b,y\n" + "1,2,no\n3,4,yes\n" * 5)
    others = tables.file("c.csv", "c,d,y\n" + "1,2,no\n3,4,yes\n" * 5)
    tables.train("--csv", numbers, *QUICK, "--save", saved)
    assert (
        "other inputs: a, b, here c, d"
        in tables.train("--csv", others, *QUICK, "--weights", saved)[1]
    )
    assert "other inputs" not in tables.train("--csv", numbers, *QUICK, "--weights", saved)[1]
