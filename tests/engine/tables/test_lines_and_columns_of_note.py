"""Lines that are no examples are left out and named; numbers that may be none are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.datasets import load_csv, read_csv
from engine.tables.further import Columns, read_further

HEAD = "speed,mass,energy\n"
BODY = "".join(f"{n / 2},{2 + n % 5},{n * n / 3:.2f}\n" for n in range(1, 13))


def read(text: str, **options):
    return read_csv(text.splitlines(keepends=True), **options)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (HEAD + "m/s,kg,J\n" + BODY, 2, "units or kinds below the names (m/s, kg, J)"),
        (HEAD + "float64,int64,float64\n" + BODY, 2, "units or kinds"),
        (HEAD + BODY + "39,47,216.67\n", 14, "the sum of the rows above"),
        (HEAD + BODY + "Total,47,216.67\n", 14, "the sum of the rows above"),
        (HEAD + BODY + "Average,3.67,18.06\n", 14, "the mean of the rows above"),
        ("Lab report of May,,\n,,\n" + HEAD + BODY, 1, "a title above the table"),
        ("Lab report\n\n" + HEAD + BODY, 1, "a title above the table"),
        (HEAD + BODY + "Source: the office\n", 14, "a note below the table"),
    ],
)
def test_what_is_no_example_is_left_out_by_name(text: str, line: int, why: str) -> None:
    data = read(text)
    assert data.m == 12 and data.feature_names == ("speed", "mass")
    (out,) = data.reading.left_out
    assert out.line == line and why in out.why


def test_what_only_resembles_a_sum_stays() -> None:
    assert read("0,0,0\n0,1,1\n1,0,1\n1,1,0\n").m == 4
    assert read(HEAD + BODY + "39,9,1.5\n").m == 13
    assert read("a,y\n" + "".join(f"{n % 2},{n % 3}\n" for n in range(9))).m == 9


def test_a_table_to_predict_is_read_by_the_same_rules(tmp_path: Path) -> None:
    columns = Columns.of(read(HEAD + BODY).reading)
    path = tmp_path / "new.csv"
    path.write_text(HEAD + "m/s,kg,J\n" + BODY)
    further = read_further(path, columns)
    assert len(further.table.rows) == 12 and not further.unusable
    assert "line 2 is left out: units" in further.warnings[0]


@pytest.mark.parametrize(
    ("name", "cell", "told"),
    [
        ("zip", lambda n: f"0{1234 + n * 77}", "codes, with zeros in front"),
        ("day", lambda n: f"202403{10 + n * n % 17}", "days, written as one number"),
        (
            "created",
            lambda n: f"{1_709_000_000 + n * 86_400 + n * n}",
            "seconds since 1970",
        ),
        ("customer", lambda n: f"{104_377 + n * n * 31}", "ids, all different"),
        ("customers", lambda n: f"{n * n % 17}", ""),
        ("income", lambda n: f"{30_123 + n * n * 17}", ""),
        ("price", lambda n: f"0.{n * 7 % 10}", ""),
    ],
)
def test_numbers_that_may_be_no_numbers_are_told(name: str, cell, told: str) -> None:
    text = f"{name},x,y\n" + "".join(f"{cell(n)},{n % 4},{'ab'[n % 2]}\n" for n in range(12))
    warnings = read(text).reading.warnings
    assert any(told in warning for warning in warnings) if told else not warnings, warnings


@pytest.mark.parametrize(
    "day",
    ["March 1, 2024", "Fri, 1 Mar 2024", "1. März 2024", "3 janv. 2024", "1 dicembre 2023"],
)
def test_days_in_words_are_days(day: str) -> None:
    text = "when,x,y\n" + "".join(f'"{day}",{n / 2},{"ab"[n % 2]}\n' for n in range(12))
    (out,) = read(text).reading.left_out
    assert "dates or times" in out.why


def test_a_column_that_is_called_as_labels_are_is_told_unless_a_label_was_chosen() -> None:
    text = "target,x\n" + "".join(f"{n % 2},{n * 7 % 5 / 2}\n" for n in range(12))
    assert "--label target" in read(text).reading.warnings[0]
    assert not read(text, label="target").reading.warnings
    assert not read(text, label="x").reading.warnings


def test_the_flag_decides_what_a_comma_means() -> None:
    text = "x,y\n" + "".join(f'"{n},{250 + n}",{"ab"[n % 2]}\n' for n in range(1, 13))
    unsure = read(text)
    assert unsure.X[0, 0] == 1251 and "--decimal comma if it is 1.251" in unsure.reading.warnings[0]
    decided = read(text, decimal="comma")
    assert decided.X[0, 0] == 1.251 and not decided.reading.warnings
    mixed = "x;y\n" + "".join(f"{n}.{250 + n};{n % 7},5\n" for n in range(1, 13))
    pair = read(mixed, decimal="point")
    assert pair.X[0, 0] == 1.251 and pair.Y[0, 0] == 1.5


def test_years_above_numbers_are_names() -> None:
    text = "2018,2019,2020\n" + "".join(f"{n / 4},{n / 3:.2f},{n / 2}\n" for n in range(12))
    assert read(text).feature_names == ("2018", "2019")
    assert "--header no" in read(text).reading.warnings[0]


def test_lakhs_are_numbers_and_words_that_differ_by_capitals_are_told() -> None:
    text = "cost,paid,y\n"
    text += "".join(
        f'"{n},{10 + n},000.50",{["Yes", "yes", "no"][n % 3]},{"ab"[n % 2]}\n' for n in range(1, 13)
    )
    data = read(text)
    assert data.X[0, 0] == 111_000.5
    assert any("'Yes' and 'yes' differ by capitals" in w for w in data.reading.warnings)


def test_a_word_among_numbers_is_told_with_the_flag_that_takes_it_as_missing() -> None:
    text = "x,y\n" + "".join(f"{n % 3 if n % 4 else 'k.A.'},{'ab'[n % 2]}\n" for n in range(16))
    (warning,) = read(text).reading.warnings
    assert "--unknown k.A." in warning
    assert read(text, unknown=("k.A.",), missing="mean").feature_names == ("x",)


def test_what_pandas_and_r_print_is_read() -> None:
    text = "     a  b y\n" + "".join(
        f"{n:<3} {n / 2:4} {n % 4:2} {'pq'[n % 2]}\n" for n in range(9)
    )
    data = read(text)
    assert data.feature_names == ("a", "b") and data.class_names == ("p", "q")
    assert "an index" in data.reading.left_out[0].why


def test_breaks_within_cells_are_told_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(
        "note,x,y\n" + "".join(f'"one\nline {n % 2}",{n / 2},{"ab"[n % 2]}\n' for n in range(12))
    )
    assert all("\n" not in line for line in load_csv(path).reading.lines())
