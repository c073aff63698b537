"""Whatever is typed: rows of one width, or a TexError with a place in the source."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.typeset import TexError, inline, layout
from tutor.typeset.commands import BUILDERS
from tutor.typeset.environments import ENVIRONMENTS
from tutor.typeset.symbols import COMMANDS, SPACES

CORPUS = [
    line[4:]
    for line in Path(__file__).with_name("formulas.txt").read_text("utf-8").splitlines()
    if line.startswith("tex ")
]
PIECES = [
    *(f"\\{name} " for name in (*COMMANDS, *SPACES, *BUILDERS)),
    *(f"\\begin{{{name}}}" for name in sorted(ENVIRONMENTS)),
    *(f"\\end{{{name}}}" for name in sorted(ENVIRONMENTS)),
    *"{}{}{}^_^_&'()[]|~ \t+-=<>,.xyzWZ019",
    r"\\",
    r"\left(",
    r"\right)",
    r"\left.",
    r"\right|",
    r"\limits",
    "[l]",
    "{[l](i)}",
    "如",
    "é",
    "\x00",
    "\u202e",
    "ש",
    "\u0302",
]
WIDTHS = st.none() | st.integers(-2, 120)

anything = st.text(max_size=80)
typed = st.text(alphabet=string.printable, max_size=80)
pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a formula with up to four slices dropped, doubled, or overwritten."""
    tex = draw(st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(tex)))
        stop = draw(st.integers(start, min(len(tex), start + 12)))
        new = draw(st.sampled_from(["", tex[start:stop] * 2, *PIECES]))
        tex = tex[:start] + new + tex[stop:]
    return tex


def check(tex: str, width: int | None) -> None:
    try:
        box = layout(tex, width)
        line = inline(tex)
    except TexError as error:
        assert 0 <= error.position <= len(tex)
        assert str(error)
    else:
        assert {cell_len(row) for row in box.rows} == {box.width}
        assert 0 <= box.baseline < box.height
        assert all(char.isprintable() for row in (*box.rows, line) for char in row)


def fuzz(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow)


@fuzz(500)
@given(mutated(), WIDTHS)
def test_mutated_formulas(tex: str, width: int | None) -> None:
    check(tex, width)


@fuzz(300)
@given(pieces, WIDTHS)
def test_random_pieces(tex: str, width: int | None) -> None:
    check(tex, width)


@fuzz(200)
@given(anything | typed, WIDTHS)
def test_random_text(tex: str, width: int | None) -> None:
    check(tex, width)


@pytest.mark.slow
@fuzz(50_000)
@given(mutated(), WIDTHS)
def test_many_mutated_formulas(tex: str, width: int | None) -> None:
    check(tex, width)


@pytest.mark.slow
@fuzz(50_000)
@given(pieces | anything | typed, WIDTHS)
def test_many_random_sources(tex: str, width: int | None) -> None:
    check(tex, width)
