"""Formulas in a text of Markdown, as the command line writes them."""

from __future__ import annotations

import pytest

from tutor.typeset.in_text import maths_in


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        (r"the slope $\frac{dL}{da}$ of $a = \sigma(z)$", "the slope dL/da of a = σ(z)"),
        (r"a row $(1,\n m)$".replace(r"\n", "\n"), "a row (1, m)"),
        ("code `$x$` stays", "code `$x$` stays"),
        ("```\ncost = $5 + $6\n```", "```\ncost = $5 + $6\n```"),
        (r"no $\such{thing}$", r"no $\such{thing}$"),
        ("no formula", "no formula"),
    ],
)
def test_formulas_in_a_sentence(markdown: str, read: str) -> None:
    assert maths_in(markdown) == read


def test_a_formula_by_itself_stands_indented() -> None:
    assert maths_in(r"so $$\frac{a}{b}$$ it is").split("\n") == [
        "so ",
        "     a",
        "    ───",
        "     b",
        " it is",
    ]
