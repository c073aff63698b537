"""Proofreading Markdown: maths, links, dollars, and what a terminal cannot show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.proofread import proofread
from tutor.course.prose import PlacedText

FILE = Path("/course/here/lesson.md")
TITLES = {"here": ["First page"], "1-2-there": ["Why now?", "Then"]}


def faults(text: str) -> list[tuple[int, str]]:
    found = list(proofread(PlacedText(text, FILE, 100), "here", TITLES))
    assert all(fault.path == FILE for fault in found)
    return [(fault.line, fault.message) for fault in found]


@pytest.mark.parametrize(
    "text",
    [
        "Plain, **bold** $x^2$ and `$code$`.",
        "$$\n\\frac{dJ}{dv}\n$$",
        "It costs \\$5.",
        "See [it](1-2-there), [a page](1-2-there#why-now), [here](#first-page), <https://x.org>.",
        "<!-- for authors -->\n\ntext <!-- here --> too",
        "a < b and b > a, $a<b$",
        "| a | b |\n|---|---|\n| $x$ | $y \\mid z$ |",
        "- a list\n  - $x$\n\n> $y$",
        "```python\nx = '$'\n```",
    ],
)
def test_what_is_right(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("one\ntwo $\\nosuch$\nthree", 101, "maths: "),
        ("one\n\n$$\na\n\\nosuch\n$$", 104, "maths: "),
        ("- x\n- y\n  $\\nosuch$", 102, "maths: "),
        ("| a |\n|---|\n| b |\n| $\\nosuch$ |", 103, "maths: "),
        ("> a\n> $\\nosuch$", 101, "maths: "),
        ("text $$\\nosuch$$ text", 100, "maths: "),
        ("It costs\n$5.", 101, "this $ neither opens nor closes maths"),
        ("| $a | b$ |\n|---|---|\n| c | d |", 100, "this $ neither opens nor closes maths"),
        ("$$\nx", 100, "this $ neither opens nor closes maths"),
        ("a\n[x](1-2-gone)", 101, "the link 1-2-gone leads to no lesson of this course"),
        ("[x](1-2-there#gone)", 100, "the link 1-2-there#gone leads to no page of 1-2-there"),
        ("[x](#gone)", 100, "the link #gone leads to no page of here"),
        ("[x](../1-2-there/lesson.md)", 100, "the link ../1-2-there/lesson.md leads to no lesson"),
        ("[x](ftp://example.org)", 100, "the link ftp://example.org leads to no lesson"),
        ("a\n\n![cat](cat.png)", 102, "a terminal shows no pictures"),
        ("a\n\n<div>\nx\n</div>", 102, "HTML (<div>) is not shown in a terminal"),
        ("a\nb <b>c</b>", 101, "HTML (<b>) is not shown in a terminal"),
    ],
)
def test_what_is_wrong(text: str, line: int, message: str) -> None:
    found = faults(text)
    assert found
    assert found[0][0] == line
    assert found[0][1].startswith(message)


def test_a_fault_of_maths_names_what_cannot_be_set() -> None:
    ((_, message),) = faults("$\\nosuch$")
    assert "\\nosuch" in message
