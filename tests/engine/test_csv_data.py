"""Tables of the user's own: what is understood, and where a fault is said to be."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import CSVError, load_csv, read_csv
from engine.tables import file
from engine.tables import rows as rows_of_tables

FLOWERS = "length,width,species\n1,2,iris\n3,4,rose\n5,6,lily\n7,8,iris\n"


def read(text, **options):
    return read_csv(text.splitlines(keepends=True), **options)


def test_named_columns_and_text_classes():
    data = read(FLOWERS)
    assert data.X.tolist() == [[1, 3, 5, 7], [2, 4, 6, 8]]
    assert data.feature_names == ("length", "width")
    assert data.class_names == ("iris", "lily", "rose")
    assert data.Y.tolist() == [[1, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]]


@pytest.mark.parametrize("label", ["kind", "0", 0, "-3", -3])
def test_label_by_name_or_index(label):
    data = read("kind,a,b\nyes,1,2\nno,3,4\n", label=label)
    assert data.feature_names == ("a", "b")
    assert data.class_names == ("no", "yes")
    assert data.Y.tolist() == [[1, 0]]


def test_a_name_that_looks_like_an_index_is_a_name():
    assert read("a,b,0\n".replace("0", "zero") + "1,2,x\n3,4,y\n", label="zero").X.shape == (2, 2)


def test_no_names():
    data = read("0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    assert data.feature_names == ("x0", "x1")
    assert data.class_names == ("0", "1")
    assert data.Y.tolist() == [[0, 1, 1, 0]]


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["2", "10", "2", "10.0"], ("2", "10")),
        (["1.5", "2", "3", "2"], ()),
        (["1", "2", "3", "4"], ()),
        (["-1", "1", "1", "-1"], ("-1", "1")),
        (["a", "1", "1", "a"], ("1", "a")),
    ],
)
def test_numbers_are_classes_when_few_and_whole(labels, classes):
    rows = "".join(f"{i},{label}\n" for i, label in enumerate(labels))
    assert read(rows).class_names == classes


def test_the_target_can_be_chosen():
    rows = "1,0\n2,1\n3,1\n"
    assert read(rows, target="numbers").class_names == ()
    assert read(rows, target="numbers").Y.tolist() == [[0, 1, 1]]
    assert read("1,1\n2,2\n3,3\n", target="classes").class_names == ("1", "2", "3")


@pytest.mark.parametrize("separator", [",", ";", "\t", ", "])
def test_separators(separator):
    text = FLOWERS.replace(",", separator)
    assert read(text).X.tolist() == [[1, 3, 5, 7], [2, 4, 6, 8]]


def test_quotes_blank_lines_and_windows_line_ends():
    data = read('"length, cm",kind\r\n\r\n1,"a ""b"""\r\n2,c\r\n\r\n')
    assert data.feature_names == ("length, cm",)
    assert data.class_names == ('a "b"', "c")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", {}, "csv: the file is empty"),
        ("a,b\n", {}, "csv:1: there is no row of numbers below this line"),
        ("a,b\n1,x\n2,y,z\n", {}, "csv:3: 3 columns, but line 1 has 2"),
        ("a,b\n1,x\n\nred,y\n", {}, "csv:4: 'red' is not a number (column 'a')"),
        ("a,b\n1,x\n,y\n", {}, "csv:3: a value is missing (column 'a')"),
        ("a,b\n1,x\nnan,y\n", {}, "csv:3: a value is missing (column 'a')"),
        ("a,b\n1,x\n2,\n", {}, "csv:3: the label is missing"),
        ("a,b\n1,x\n2,x\n", {}, "csv: all labels in 'b' are 'x'"),
        ("a,b\n1,x\n2,y\n", {"target": "numbers"}, "csv:2: 'x' is not a number (column 'b')"),
        ("a,b\n1,x\n", {"label": "c"}, "csv: unknown column 'c'"),
        ("size,kind\n1,x\n", {"label": "knid"}, "did you mean 'kind'?"),
        ("1,2\n3,4\n", {"label": "kind"}, "its columns have no names"),
        ("1,2\n3,4\n", {"label": 2}, "no column 2: they are numbered from 0 to 1"),
        ("a\n1\n2\n", {}, "there is one column only"),
        ('a,b\n1,"x\n2,y\n', {}, "csv:2: unexpected end of data"),
    ],
)
def test_faults_are_named_with_their_line(text, options, message):
    with pytest.raises(CSVError) as caught:
        read(text, **options)
    assert message in str(caught.value)


def test_files(tmp_path):
    path = tmp_path / "flowers.csv"
    path.write_text("\ufeff" + FLOWERS, encoding="utf-8")
    assert load_csv(path).feature_names == ("length", "width")
    assert load_csv(str(path), label="species").name == "flowers.csv"
    with pytest.raises(CSVError, match=r"none\.csv: No such file"):
        load_csv(tmp_path / "none.csv")
    with pytest.raises(CSVError, match="directory"):
        load_csv(tmp_path)
    path.write_bytes(b"a,b\n1,\xff\n2,y\n")
    assert load_csv(path).class_names == ("y", "ÿ")


def test_a_table_too_large_is_refused_with_the_line_where_it_becomes_so(monkeypatch):
    head = "a,b,y\n"
    rows = ["1,2,x\n", "1,3,z\n"] * (rows_of_tables.MOST_ROWS // 2)
    assert read(head + "".join(rows)).m == rows_of_tables.MOST_ROWS
    with pytest.raises(CSVError, match=r"csv:100002: too many rows, .* 3 columns is 100,000"):
        read(head + "".join(rows) + "1,2,x\n")
    with pytest.raises(CSVError, match=r"csv:1: 1,001 columns are too many, the limit is 1,000"):
        read(",".join(["1"] * 1001))
    monkeypatch.setattr(rows_of_tables, "MOST_CELLS", 4_000)
    with pytest.raises(CSVError, match=r"csv:42: too many rows, .* 100 columns is 40: take"):
        read((",".join(["1"] * 100) + "\n") * 42)


def test_labels_that_are_all_different_words_are_no_classes():
    with pytest.raises(CSVError, match=r"101 different labels in 'b' are too many classes"):
        read("a,b\n" + "".join(f"1,name{n}\n" for n in range(101)))


def test_a_file_too_large_is_refused_before_its_lines_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(file, "MOST_CHARACTERS", 1_000_000)
    path = tmp_path / "long.csv"
    path.write_text(f"{'1,' * 400}1\n" * 2_000)
    with pytest.raises(CSVError, match="the limit is 1 million characters"):
        load_csv(path)


@pytest.mark.sampled
@pytest.mark.parametrize("text", ["\n", "1,", "1,1\n", "1\n"])
def test_a_file_far_too_large_is_refused_within_little_memory(tmp_path, text):
    path = tmp_path / "large.csv"
    path.write_text(text * 2_000_000)
    tracemalloc.start()
    with pytest.raises(CSVError, match=r"limit|longer than"):
        load_csv(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 80_000_000


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab1.,;"\n \t-e', max_size=40))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        data = read(text)
    except CSVError as error:
        assert str(error).startswith("csv")
    else:
        assert data.X.shape[1] == data.Y.shape[1] >= 1
        assert np.isfinite(data.X).all()
