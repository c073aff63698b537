"""The text of a page, cut at its live parts."""

from __future__ import annotations

from tutor.course.stretches import Stretch, stretches

TEXT = """
Before.

```{plot}
variable: x
```
```{stepper}
graph: a + b
```

```python
"```{plot}"
```
After.

```{question} one
```
"""


def test_only_the_fences_of_the_parts_cut_the_text() -> None:
    cut = list(stretches(TEXT, {"plot", "stepper"}))
    assert [piece.is_part for piece in cut] == [False, True, True, False]
    assert cut[1] == Stretch("```{plot}\nvariable: x\n```", 3, True)
    assert cut[2].line == 6


def test_every_piece_stands_on_the_line_that_it_says() -> None:
    lines = TEXT.split("\n")
    for piece in stretches(TEXT, {"plot"}):
        rows = piece.markdown.split("\n")
        assert lines[piece.line : piece.line + len(rows)] == rows


def test_a_text_without_parts_stays_whole() -> None:
    assert list(stretches("One.\n\nTwo.", {"plot"})) == [Stretch("One.\n\nTwo.", 0, False)]
