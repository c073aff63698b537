"""What cannot be typeset is said in words that help, with the place."""

from __future__ import annotations

import pytest

from tutor.typeset import TexError, inline, typeset


@pytest.mark.parametrize(
    ("tex", "position", "words"),
    [
        (r"x + \fraq{a}{b}", 4, r"\fraq; did you mean \frac?"),
        (r"\softmax(z)", 0, r"\softmax; a name goes in \operatorname{}"),
        (r"\frac{a}", 0, r"\frac needs something in braces"),
        (r"x_", 1, "_ needs something in braces"),
        ("1 + {a", 4, "{ is not closed by }"),
        ("a}", 1, r"} closes nothing; write \}"),
        ("a & b", 2, "& belongs in an environment"),
        (r"a \\ b", 2, "belongs in an environment"),
        (r"\left( a", 0, r"\left is not closed by \right"),
        (r"\left( a }", 0, r"\left is not closed by \right before }"),
        (r"{\left( a} \right)", 1, r"\left is not closed by \right before }"),
        (r"a \right)", 2, r"\right without a \left"),
        (r"\left a \right)", 0, r"\left needs a delimiter"),
        (r"\begin{casse} 1 \end{casse}", 0, "casse; did you mean cases?"),
        (r"\begin{cases} 1", 0, r"\begin{cases} is not closed by \end{cases}"),
        (r"\begin{cases} 1 \end{matrix}", 16, r"\begin{cases} is closed by \end{matrix}"),
        (r"\begin{cases} {1 \end{cases}", 14, r"{ is not closed by } before \end"),
        (r"\begin{array}{c|c} 1 \end{array}", 13, "by l, c and r alone"),
        (r"\begin x", 0, r"\begin needs"),
        (r"\end{cases}", 0, r"\end without a \begin"),
        ("x^a^b", 3, "two superscripts"),
        ("x_a_b", 3, "two subscripts"),
        (r"97.3%", 4, r"write \%"),
        ("$x$", 0, r"write \$"),
        ("a\\", 1, "ends in a backslash"),
        (r"\sqrt[3{x}", 5, r"index of \sqrt is not closed by ]"),
        (r"\text{\alpha}", 6, r"\alpha cannot stand inside \text"),
        (r"\text a", 0, r"\text needs its words in braces"),
        ("x שלום", 2, "right-to-left"),
        ("a\x00b", 1, "U+0000"),
        ("a\x1b[31m", 1, "U+001B"),
        ("a\u202eb", 1, "U+202E"),
        ("e\u0301", 1, r"write \hat{x}"),
        ("\ud800", 0, "U+D800"),
        ("😀", 0, "U+1F600"),
    ],
)
def test_a_mistake_is_named_and_placed(tex: str, position: int, words: str) -> None:
    for draw in (typeset, inline):
        with pytest.raises(TexError) as caught:
            draw(tex)
        assert words in str(caught.value)
        assert caught.value.position == position


def test_an_error_is_a_value_error_of_one_short_line() -> None:
    with pytest.raises(ValueError, match="unknown command") as caught:
        typeset("\\" + "q" * 5000)
    assert len(str(caught.value)) < 120
    assert str(caught.value).isprintable()
