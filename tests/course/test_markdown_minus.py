"""A negative number in a text has a true minus; other hyphens, and code, stay."""

from __future__ import annotations

import pytest

from tutor.course.markdown import inline_tokens, parser


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("offset -50 and -0.5, (-3), -.5", "offset −50 and −0.5, (−3), −.5"),
        ("| a |\n|---|\n| -1 |", "a −1"),
        (
            "lesson 2-7, x-1, well-known, a - 3, f(x)-2",
            "lesson 2-7, x-1, well-known, a - 3, f(x)-2",
        ),
        ("code `x = -1`", "code  x = -1"),
        ("see $-2$", "see  −2"),
    ],
)
def test_what_is_a_minus(written: str, shown: str) -> None:
    tokens = [token.content for token, _ in inline_tokens(parser().parse(written))]
    assert " ".join(text for text in tokens if text) == shown
