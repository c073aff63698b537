"""Small tables in the form that people's tools write: what is read of each, what is told."""

import io
from pathlib import Path

import numpy as np
import pytest

from engine.datasets import CSVError, load_csv, read_csv
from engine.experiment import Experiment

HERE = Path(__file__).parent


def reading(name, **options):
    return load_csv(HERE / name, **options).reading


@pytest.mark.parametrize(
    ("name", "label", "inputs", "classes"),
    [
        ("bars.txt", "sex", ["height", "weight"], 2),
        ("booleans.csv", "renewed", ["age", "smoker", "premium"], 2),
        ("constants_trailing.csv", "y", ["a", "a.1", "c", "unit"], 2),
        ("counts.csv", "rings", ["length"], 12),
        ("customers.csv", "churn", ["income"], 2),
        ("excel_german.csv", "Preis", ["Fläche", "Zimmer"], None),
        ("excel_utf16.csv", "Preis", ["Fläche", "Zimmer"], None),
        ("headerless.data", "x2", ["x0", "x1"], 2),
        ("houses_dollars.csv", "SalePrice", ["LotArea", "Neighborhood", "YearBuilt"], None),
        ("houses_bad_price.csv", "price", ["area", "age"], None),
        ("houses_missing_price.csv", "price", ["area", "age"], None),
        ("numpy_savetxt.csv", "z", ["x", "y"], None),
        ("pandas_index.csv", "species", ["length", "width"], 3),
        ("pandas_numbers_header.csv", "target", ["0", "1", "2", "3"], 2),
        ("pandas_only_numbers.csv", "2", ["0", "1"], None),
        ("r_row_names.csv", "am", ["mpg", "cyl"], 2),
        ("sensor_log.csv", "state", ["temperature", "humidity"], 2),
        ("spaces_question_marks.data", "x5", ["x0", "x1", "x2", "x3", "x4"], 18),
        ("titanic.csv", "Embarked", ["Survived", "Pclass", "Sex", "Age", "SibSp", "Fare"], 3),
        ("titanic.csv.gz", "Embarked", ["Survived", "Pclass", "Sex", "Age", "SibSp", "Fare"], 3),
        ("wine.csv", "quality", ["fixed acidity", "pH"], 3),
        ("words_headerless.data", "x3", ["x0", "x1", "x2"], 2),
    ],
)
def test_what_is_read(name, label, inputs, classes):
    read = reading(name, missing="drop")
    assert read.labels == (label,)
    assert [column.name for column in read.inputs] == inputs
    assert (read.classes and len(read.classes)) == classes
    assert read.rows == read.used + sum(out.line is not None for out in read.left_out)


@pytest.mark.parametrize(
    ("name", "column", "why"),
    [
        ("pandas_index.csv", "column 1 (without a name)", "an index"),
        ("r_row_names.csv", "column 1 (without a name)", "all different"),
        ("houses_dollars.csv", "Id", "it runs from 1 to 30"),
        ("customers.csv", "customer_id", "an id"),
        ("sensor_log.csv", "timestamp", "dates or times"),
        ("titanic.csv", "Name", "60 words, all different"),
        ("constants_trailing.csv", "column 6 (without a name)", "every cell is missing"),
    ],
)
def test_columns_left_out_are_told_with_the_reason(name, column, why):
    told = {out.column: out.why for out in reading(name, missing="drop").left_out}
    assert why in told[column]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("constants_trailing.csv", "'c' is the same everywhere"),
        ("constants_trailing.csv", "column 2 is now 'a.1'"),
        ("counts.csv", "--target numbers"),
        ("customers.csv", "is read as 87324"),
        ("numpy_savetxt.csv", "2 lines left out, beginning with #"),
        ("pandas_only_numbers.csv", "--header no"),
        ("words_headerless.data", "--header yes"),
        ("spaces_question_marks.data", "is another column the label?"),
    ],
)
def test_what_is_unsure_is_a_warning(name, words):
    assert any(words in warning for warning in reading(name, missing="drop").warnings)


def test_the_same_table_in_two_encodings_and_with_decimal_commas():
    german, utf16 = (load_csv(HERE / f"excel_{form}.csv") for form in ("german", "utf16"))
    assert "Latin-1" in german.reading.form and "UTF-16" in utf16.reading.form
    assert np.array_equal(german.X, utf16.X) and np.array_equal(german.Y, utf16.Y)
    assert german.X[0].max() < 161 and german.Y.min() > 100_000


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["100,000", "1,250,000"], [100_000, 1_250_000]),
        (["$100000", "$5.50"], [100_000, 5.5]),
        (["12 EUR", "9.5 EUR"], [12, 9.5]),
        (["3,5", "12,25"], [3.5, 12.25]),
        (["1.234,5", "12,25"], [1234.5, 12.25]),
        (["1 234", "12"], [1234, 12]),
        (["-5 %", "−7.5 %"], [-5, -7.5]),
        (["1e3", ".5"], [1000, 0.5]),
    ],
)
def test_numbers_as_people_write_them(cells, numbers):
    rows = "".join(f'7.5;"{cell}"\n6.5;"{cell}"\n' for cell in cells)
    data = read_csv(f"a;price\n{rows}".splitlines(), target="numbers")
    assert data.Y[0, ::2].tolist() == numbers


@pytest.mark.parametrize("cell", ["", "NA", "N/A", "NaN", "null", "?", "-"])
def test_a_missing_label_does_not_make_classes_of_a_regression(cell):
    rows = [f"{i % 7},{i * 1000 + 0.5}" for i in range(50)]
    rows[20] = f"3,{cell}"
    text = ["a,price", *rows]
    with pytest.raises(CSVError, match=r"csv:22: the label is missing[\s\S]*--missing drop"):
        read_csv(text)
    read = read_csv(text, missing="drop").reading
    assert read.target == "numbers" and read.used == 49 and read.left_out[0].line == 22


def test_missing_cells_are_counted_by_column():
    with pytest.raises(CSVError, match=r"Age: 7 missing, lines 6, 15[\s\S]*Embarked: 1 missing"):
        load_csv(HERE / "titanic.csv", "Survived")


def test_columns_can_be_chosen_and_dropped():
    chosen = reading("titanic.csv", label="Survived", inputs=("Sex", "Fare"))
    assert [column.name for column in chosen.inputs] == ["Sex", "Fare"]
    dropped = reading("titanic.csv", label="Survived", drop=("Age", "Embarked"))
    assert [column.name for column in dropped.inputs] == ["Pclass", "Sex", "SibSp", "Fare"]
    with pytest.raises(CSVError, match="did you mean 'Age'"):
        reading("titanic.csv", drop=("Aeg",))
    with pytest.raises(CSVError, match="is the label"):
        reading("titanic.csv", label="Survived", drop=("Survived",))


def test_words_become_an_input_each():
    data = load_csv(HERE / "booleans.csv")
    assert data.feature_names == ("age", "smoker=False", "smoker=True", "premium")
    assert (data.X[1] + data.X[2] == 1).all()


def test_what_is_filled_in_is_known_from_the_training_part_alone():
    settings = {"csv": str(HERE / "titanic.csv"), "label": "Survived", "validation_split": 0.5}
    experiment = Experiment.of(**settings, missing="median")
    whole = experiment.data.load()
    age = whole.feature_names.index("Age")
    raw, _ = whole.split(0.5, 0)
    training, held_out = experiment.split()
    filled = held_out.X[age][np.isnan(whole.split(0.5, 0)[1].X[age])]
    assert len(filled) and (filled == np.nanmedian(raw.X[age])).all()
    assert np.nanmedian(raw.X[age]) != np.nanmedian(whole.X[age])
    assert np.isfinite(training.X).all() and np.isfinite(held_out.X).all()


def test_several_labels_are_numbers_to_predict():
    data = load_csv(HERE / "numpy_savetxt.csv", "y,z")
    assert data.Y.shape == (2, 10) and data.feature_names == ("x",)
    assert data.reading.labels == ("y", "z")


def test_standard_input(monkeypatch):
    class Piped(io.StringIO):
        buffer = io.BytesIO(b"a,b\n1,x\n2,y\n3,x\n")

    monkeypatch.setattr("sys.stdin", Piped())
    assert load_csv("-").class_names == ("x", "y")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "spreadsheet or a ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "a picture"),
        (b"\0\1\0\0\3" * 9, "no text"),
        (b"\x1f\x8bbroken", "gzip file is damaged"),
    ],
)
def test_files_of_another_kind_are_refused_in_words(tmp_path, content, words):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(CSVError, match=words):
        load_csv(path)
