"""What cannot be learned from is called by its name: lengths of time, forms of other programs."""

import pytest

from engine.datasets import CSVError, load_csv, read_csv

TWELVE = range(1, 13)


def column(cell):
    rows = [f"{cell(n)},{n / 2},{'ab'[n % 2]}\n" for n in TWELVE]
    return read_csv(["q,x,y\n", *rows]).reading


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (lambda n: f"{n % 3}:{n * 4:02d}:{n * 3:02d}", "times of day, or durations, as 1:04:03"),
        (lambda n: f"{n + 99}:{n * 4:02d}:00", "durations, as 100:04:00"),
        (lambda n: f"{n + 20}:{n * 4:02d}.5", "durations, as 21:04.5"),
        (lambda n: f"{n} h {n} min", "durations, as 1 h 1 min"),
        (lambda n: f"{n} h" if n % 2 else f"{n} min", "durations, as 1 h"),
        (lambda n: f"{n} days 03:20:00", "durations, as 1 days 03:20:00"),
        (lambda n: f"PT{n}H5M", "durations, as PT1H5M"),
        (lambda n: f"2024-{n:02d}", "dates or times"),
        (lambda n: f"2024-W{n:02d}", "dates or times"),
        (lambda n: f"Q{n % 4 + 1} 2024", "dates or times"),
        (lambda n: f"{n} kg" if n % 2 else f"{n * 100} g", "several endings or units (g, kg)"),
        (lambda n: f"{n}±0.1", "numbers in a form that is not read ('10±0.1')"),
        (lambda n: f"p-{n}", "an id: 12 words, all different"),
    ],
)
def test_a_column_that_holds_no_numbers_is_left_out_by_name(cell, why):
    (out,) = column(cell).left_out
    assert out.column == "q" and why in out.why


def test_hours_alone_are_numbers_with_a_unit():
    (hours, _) = column(lambda n: f"{n * n} h").inputs
    assert (hours.kind, hours.unit) == ("number", "h")


def test_few_words_of_several_units_are_told():
    warnings = column(lambda n: "3 kg" if n % 2 else "500 g").warnings
    assert any("several endings (g, kg)" in warning for warning in warnings)


def test_days_of_a_spreadsheet_are_told():
    rows = [f"{45_300 + 3 * n * n},{n / 2},{'ab'[n % 2]}\n" for n in TWELVE]
    (warning,) = read_csv(["date,x,y\n", *rows]).reading.warnings
    assert "as spreadsheets count them" in warning


def test_a_label_of_durations_is_refused_by_name():
    with pytest.raises(CSVError, match="holds durations, as 100:04:00"):
        read_csv(["x,y\n", *(f"{n},{n + 99}:{n * 4:02d}:00\n" for n in TWELVE)])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("- x: 1\n  y: a\n- x: 2\n  y: b\n", "YAML"),
        ("---\nx: [1, 2]\ny: [a, b]\n", "YAML"),
        ("name: t\nrows:\n  - [1, 2, a]\n  - [2, 3, b]\n", "YAML"),
        ("%YAML 1.2\n---\n- {x: 1, y: a}\n", "YAML"),
        ("[a]\nx = 1\n[b]\nx = 3\n", "TOML or INI"),
        ("data = [[1, 2, 0],\n[2, 3, 1]]\n", "Python"),
        ("1 1:0.5 2:0.3\n0 1:0.2 2:0.1\n", "LIBSVM"),
    ],
)
def test_forms_of_other_programs_are_refused_by_name(text, form):
    with pytest.raises(CSVError, match=form):
        read_csv(text.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    ["time:x,y\n1,2\n2,4\n3,9\n", "a,y\n-1,2\n- 2,4\n-3,9\n", "Report: May\na,y\n1,2\n2,4\n3,9\n"],
)
def test_tables_with_colons_and_strokes_stay_tables(text):
    assert read_csv(text.splitlines(keepends=True)).m == 3


@pytest.mark.parametrize("start", [b"BZh91AY", b"\xfd7zXZ\x00", b"\x80\x04\x95\x00", b"$FL2"])
def test_packed_files_are_refused_by_name(tmp_path, start):
    path = tmp_path / "table.csv"
    path.write_bytes(start + b"\0" * 40)
    with pytest.raises(CSVError, match=r"this is .*; save the table as CSV"):
        load_csv(path)


def test_what_is_told_of_hundreds_of_columns_stays_short():
    names = [f"p{place}" for place in range(300)]
    rows = [[n * j % 7 for j in range(200)] + [1] * 100 for n in TWELVE]
    lines = [",".join(map(str, [*row, "ab"[n % 2]])) + "\n" for n, row in enumerate(rows)]
    reading = read_csv([",".join([*names, "y"]) + "\n", *lines]).reading
    assert len(reading.inputs) == 300
    assert sum("same everywhere" in warning for warning in reading.warnings) == 1
    assert any("129 columns are the same everywhere" in w for w in reading.warnings)
    assert any("p19, ... (279 more), p299" in line for line in reading.lines())
