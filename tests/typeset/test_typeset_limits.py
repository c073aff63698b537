"""However deep, long or wide the source: a result or a message, soon and in little memory."""

from __future__ import annotations

import tracemalloc

import pytest

from tutor.typeset import TexError, inline, typeset

DEEP = 10_000

BOMBS = {
    "fractions": r"\frac" * DEEP,
    "braced fractions": r"\frac{" * DEEP,
    "short of too long": r"\frac{" * 1_600,
    "braces": "{" * 9_999,
    "fences": r"\left(" * 1_600,
    "hats": r"\hat" * 2_500,
    "superscripts": "x^{" * 3_300,
    "scripts without bases": "^" * 9_999,
    "environments": r"\begin{cases}" * 700,
    "roots in roots": r"\sqrt{" * 25 + r"\frac{a}{b}" * 800 + "}" * 25,
    "deep and wide": r"\frac{" * 28 + "x+" * 4_800 + "}{y}" * 28,
    "wide in scripts": "x_{" * 28 + "a+" * 4_900 + "}" * 28,
    "sums": "+" * DEEP,
    "relations": "a=" * 5_000,
    "a script each": r"x_\theta" * 1_200,
    "primes": "'" * DEEP,
    "columns": r"\begin{matrix}" + "&" * 9_000 + r"\end{matrix}",
    "rows": r"\begin{matrix}" + r"\\ " * 3_000 + r"\end{matrix}",
    "rows and columns": r"\begin{matrix}" + "&" * 1_000 + r"\\" * 1_000 + r"\end{matrix}",
    "a root of rows": r"\sqrt{\begin{matrix}" + r"\frac11\\" * 900 + r"\end{matrix}}",
    "a long command": "\\" + "subset" * 1_600,
    "a long line": "x" * 1_000_000,
    "words": r"\text{" + "é" * 9_900 + "}",
}


def drawn(tex: str, width: int | None) -> None:
    for draw in (lambda: typeset(tex, width), lambda: inline(tex)):
        try:
            draw()
        except TexError as error:
            assert 0 <= error.position <= len(tex)


@pytest.mark.sampled
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("width", [None, 1, 80])
def test_bombs_go_off_quietly(name: str, width: int | None) -> None:
    drawn(BOMBS[name], width)


@pytest.mark.sampled
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        drawn(BOMBS[name], 80)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_nesting_as_deep_as_allowed_is_drawn() -> None:
    deep = 29
    assert len(typeset(r"\sqrt{1+" * deep + "x" + "}" * deep)) == 1 + deep
    assert inline("x^{" * deep + "x" + "}" * deep).count("^") == deep - 1
    with pytest.raises(TexError, match="nested 30 deep"):
        typeset(r"\frac{1}{" * 31 + "x" + "}" * 31)
