"""YAML with lines: values, lines, and everything that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.faults import CourseError
from tutor.course.yamltree import read_yaml

FILE = Path("/course/quiz.yaml")


def problem(text: str) -> str:
    with pytest.raises(CourseError) as error:
        read_yaml(text, FILE)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: no", {"a": "no"}),
        ("y: on", {"y": "on"}),
        ("a: true", {"a": True}),
        ("a: 'true'", {"a": "true"}),
        ("a: ~", {"a": None}),
        ("a: 007", {"a": 7}),
        ("a: -1.5e3", {"a": -1500.0}),
        ("a: 1e-3", {"a": 0.001}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 2024-01-01", {"a": "2024-01-01"}),
        ("1: x", {"1": "x"}),
        ("[1, [2, .5]]", [1, [2, 0.5]]),
        ("a: |\n  1\n  2\n", {"a": "1\n2\n"}),
        ("a: '5'", {"a": "5"}),
    ],
)
def test_values(text: str, value: object) -> None:
    tree = read_yaml(text, FILE)
    assert tree.value == value
    assert repr(tree.value) == repr(value)


def test_lines_of_keys_items_and_the_nearest_written() -> None:
    tree = read_yaml("a:\n  - x: 1\n    y:\n      2\n  - 3\nb: {c: 4}\n", FILE, first_line=11)
    assert tree.line(("a",)) == 11
    assert tree.line(("a", 0, "y")) == 13
    assert tree.line(("a", 1)) == 15
    assert tree.line(("b", "c", "not", "written")) == 16
    assert tree.line(("missing",)) == 11


def test_every_duplicate_key_is_reported() -> None:
    text = problem("a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n")
    assert text == (
        "/course/quiz.yaml:3: a stands here and on line 1\n"
        "/course/quiz.yaml:6: d stands here and on line 5"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\nb: 2\n", ":2: YAML: did not find expected ',' or ']'"),
        ("a: b: c", ":1: YAML: mapping values are not allowed in this context; put text"),
        ("a:\n\t- b", ":2: YAML: found character that cannot start any token; indent with"),
        ("a: &x 1\nb: *x", ":1: anchors and aliases"),
        ("a: *x", ":1: anchors and aliases"),
        ("a: !!python/object:os.system x", ":1: the tag"),
        ("a: 1\n---\nb: 2", ":2: a second document begins here"),
        ("a: 1e999", ":1: the number 1e999 is too large"),
        ("? [a]\n: b", ":1: a key must be a word"),
        ("[" * 50, ":1: nested more than 30 levels deep"),
        ("\n" + "- " * 50, ":2: nested more than 30 levels deep"),
    ],
)
def test_refused(text: str, message: str) -> None:
    assert message in problem(text)


@pytest.mark.timeout(60)
def test_a_bomb_of_aliases_goes_off_quietly() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    assert "anchors and aliases" in problem(bomb)


@pytest.mark.timeout(60)
def test_a_hundred_thousand_brackets_take_no_time() -> None:
    for text in ("[" * 100_000, "- " * 100_000, "{a: " * 50_000):
        problem(text)
