"""What people paste: tables that Markdown and SQL clients draw are read, other forms are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.datasets import CSVError, load_csv, read_csv
from engine.tables.sentinel import sentinel

ROWS = [(f"{n}.5", f"{n * 7 % 5}", "yes" if n % 2 else "no") for n in range(1, 9)]
NAMES = ("width", "height", "sold")


def joined(bar: str, before: str, after: str) -> list[str]:
    return [f"{before}{bar.join(f' {cell:6} ' for cell in row)}{after}" for row in (NAMES, *ROWS)]


def markdown() -> list[str]:
    head, *rows = joined("|", "|", "|")
    return ["", head, "|:---|---:|:----:|", *rows]


def headed_markdown() -> list[str]:
    head, *rows = joined("|", "|", "|")
    return ["# Sales", "", "What was sold.", "", head, "|:-:|---|---:|", *rows]


def mysql() -> list[str]:
    rule = "+--------+--------+--------+"
    head, *rows = joined("|", "|", "|")
    return ["mysql> select * from t;", rule, head, rule, *rows, rule, "8 rows in set (0.00 sec)"]


def psql() -> list[str]:
    head, *rows = joined("|", "", "")
    return [head, "--------+--------+--------", *rows, "(8 rows)", ""]


def duckdb() -> list[str]:
    head, *rows = joined("│", "│", "│")
    types = "│ double │ int64  │ varchar │"
    return ["┌────┬────┬────┐", head, types, "├────┼────┼────┤", *rows, "└────┴────┴────┘"]


@pytest.mark.parametrize("drawn", [markdown, headed_markdown, mysql, psql, duckdb])
def test_a_drawn_table_is_read(drawn) -> None:
    data = read_csv(f"{line}\n" for line in drawn())
    assert data.feature_names == ("width", "height") and data.class_names == ("no", "yes")
    assert data.X.T.tolist() == [[float(a), float(b)] for a, b, _ in ROWS]
    assert "drawn with bars" in data.reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('[\n  {"a": 1, "y": 2}\n]\n', "JSON"),
        ('{"a": 1, "y": 2}\n{"a": 2, "y": 3}\n', "JSON"),
        ("<!DOCTYPE html>\n<table>\n", "HTML"),
        ("-- dump\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1, 2);\n", "SQL"),
        ("% iris\n@RELATION iris\n@DATA\n1,2\n", "ARFF"),
        ("width  sold\n-----  ----\n1.5    yes \n", "SQL clients print"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(text: str, form: str) -> None:
    with pytest.raises(CSVError, match=form):
        read_csv(text.splitlines(keepends=True))


def test_what_only_looks_like_another_form_is_read() -> None:
    ticks = "<TICKER>,<OPEN>,<CLOSE>\n" + "".join(f"A,{n}.5,{n * 3 % 7}.25\n" for n in range(9))
    assert read_csv(ticks.splitlines(keepends=True)).feature_names[-1] == "<OPEN>"
    bars = "a|b|y\n--|1|x\n" + "".join(f"{n}|{n % 3}|{'xy'[n % 2]}\n" for n in range(9))
    assert read_csv(bars.splitlines(keepends=True), missing="drop").reading.rows == 10


@pytest.mark.parametrize("at", [3, 2000])
def test_a_null_byte_is_told_with_its_line(tmp_path: Path, at: int) -> None:
    lines = [f"{n},{n % 3},{n % 2}\n" for n in range(3000)]
    lines[at] = lines[at].replace(",", ",\0", 1)
    path = tmp_path / "damaged.csv"
    path.write_text("".join(lines))
    with pytest.raises(CSVError, match=rf"^damaged.csv:{at + 1}: a null byte"):
        load_csv(path)


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ([21, 35, -999, 47, 52], -999),
        ([0, 4000, 1500, -9999, 80000], -9999),
        ([1, 2, 5, 3, 99], 99),
        ([0.1, 0.4, -9.96921e36, 0.2], -9.96921e36),
        ([-1200, -999, 30, 45], None),
        ([95, 97, 98, 99], None),
        ([10, 700, 999, 300], None),
        ([0, -999], None),
    ],
)
def test_a_number_that_may_stand_for_nothing_is_found(values, odd) -> None:
    import numpy as np

    assert sentinel(np.array(values, float)) == odd
