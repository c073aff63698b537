"""Tables as strangers write them: read as they mean it, or told in words; never another number."""

import pytest

from engine.datasets import CSVError, read_csv

TWELVE = range(1, 13)


def rows(head, row, tail=""):
    return (head + "".join(row(n) + "\n" for n in TWELVE) + tail).splitlines(keepends=True)


def letter(n):
    return "ab"[n % 2]


@pytest.mark.parametrize(
    ("head", "row", "first", "third"),
    [
        ("preis;y\n", lambda n: f"{n}'{n * 77:03d}.50;{letter(n)}", 1077.5, 3231.5),
        ("prix;y\n", lambda n: f"{n}\u202f{n * 77:03d},50;{letter(n)}", 1077.5, 3231.5),
        ("gain,y\n", lambda n: f"({n}.50),{letter(n)}", -1.5, -3.5),
        ("gain;y\n", lambda n: f"(1.{n + 100},25);{letter(n)}", -1101.25, -1103.25),
        ("share,y\n", lambda n: f"{n / 2}%,{letter(n)}", 0.5, 1.5),
    ],
)
def test_numbers_of_other_countries_and_of_accountants(head, row, first, third):
    values = read_csv(rows(head, row)).X[0]
    assert (values[0], values[2]) == (first, third)


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("share,y\n", lambda n: f"{n}{'%' * (n % 2)},{letter(n)}", "6 of 12 cells have no %"),
        ("a,y\n", lambda n: f"{n / 2},{['Yes', 'yes', 'No'][n % 3]}", "'Yes' and 'yes'"),
        ("a,a,y\n", lambda n: f"{n / 2},{n / 3},{letter(n)}", "two columns are called 'a'"),
    ],
)
def test_what_may_be_meant_otherwise_is_told(head, row, told):
    reading = read_csv(rows(head, row)).reading
    assert any(told in warning for warning in reading.warnings), reading.warnings


@pytest.mark.parametrize(
    ("head", "row", "tail", "told"),
    [
        ("x,y\n", lambda n: f"{n / 2},{letter(n)}", "Total,\n", "csv:14: 'Total' is not a number"),
        ("x,z,y\n", lambda n: f"{n / 2},1,{letter(n)}", "Source,1\n", "2 columns, but line 1"),
        ("x,y\ncm,-\n", lambda n: f"{n / 2},{letter(n)}", "", "csv:2: 'cm' is not a number"),
        ("a,y\n", lambda n: f"{n / 2 if n != 4 else '#DIV/0!'},{letter(n)}", "", "'#DIV/0!'"),
    ],
)
def test_lines_that_are_no_examples_are_named(head, row, tail, told):
    with pytest.raises(CSVError, match=told):
        read_csv(rows(head, row, tail))


def test_units_that_are_everywhere_and_zero_without_one_are_no_matter():
    reading = read_csv(rows("share,y\n", lambda n: f"{n}%,{letter(n)}", "0,a\n")).reading
    assert not reading.warnings or not any("no %" in warning for warning in reading.warnings)
