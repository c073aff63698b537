"""Search: every word must be found; titles weigh more than text; live parts are not text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.kept_index import read_index
from tutor.course.search import Search

CONTENTS = """\
format_version: 1
title: A course
units:
  - id: one
    title: Unit one
    lessons: [1-1-loss, 1-2-slope, 1-3-gone]
"""
LOSS = """\
---
title: Loss and cost
objectives: [Say what a gradient is for]
minutes: 5
---

## Squared error

The **slope** of the error. See [the next lesson](1-2-slope) for $\\frac{dJ}{dw}$.

```{stepper}
graph: 3 * secretword
```

```python
learning_rate = 0.1
```
"""
SLOPE = """\
---
title: The slope
objectives: [Find a slope by hand]
minutes: 5
---

## Nudges

A nudge of the weight changes the loss a little.

```{definition} derivative
How fast the result answers to a nudge.
```
"""


@pytest.fixture
def search(tmp_path: Path) -> Search:
    (tmp_path / "course.yaml").write_text(CONTENTS)
    for name, text in (("1-1-loss", LOSS), ("1-2-slope", SLOPE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lesson.md").write_text(text)
    return Search.read(tmp_path, read_index(tmp_path))


def found(search: Search, query: str) -> list[tuple[str, int | None]]:
    return [(hit.lesson, hit.page) for hit in search.find(query)]


def test_titles_come_before_objectives_and_text(search: Search) -> None:
    assert found(search, "slope") == [("1-2-slope", None), ("1-1-loss", 0)]
    assert found(search, "loss") == [("1-1-loss", None), ("1-2-slope", 0)]
    assert found(search, "gradient") == [("1-1-loss", None)]


def test_every_word_must_begin_a_word(search: Search) -> None:
    assert found(search, "weight nudge") == [("1-2-slope", 0)]
    assert found(search, "weight error") == []
    assert found(search, "eight") == []
    assert found(search, "NUDG") == [("1-2-slope", 0)]


def test_numbers_terms_and_code_are_found_but_not_the_insides_of_live_parts(
    search: Search,
) -> None:
    assert found(search, "1-2") == [("1-2-slope", None)]
    assert found(search, "derivative") == [("1-2-slope", 0)]
    assert found(search, "learning_rate") == [("1-1-loss", 0)]
    assert found(search, "secretword") == []
    assert found(search, "1-3-gone") == [("1-3-gone", None)]


def test_nothing_is_found_for_nothing(search: Search) -> None:
    assert search.find("") == search.find("  ?* ") == []


def test_a_phrase_counts_more_than_its_words_and_hits_are_limited(search: Search) -> None:
    assert search.find("squared error")[0].score > search.find("error squared")[0].score
    assert len(search.find("the", limit=1)) == 1


def test_excerpts_show_the_words_found_without_markup(search: Search) -> None:
    (hit,) = search.find("learning")
    assert (hit.title, hit.lesson) == ("Squared error", "1-1-loss")
    assert "learning_rate = 0.1" in hit.excerpt
    (hit,) = (hit for hit in search.find("slope") if hit.page == 0)
    assert hit.excerpt.startswith("The slope of the error. See the next lesson for dJ/dw.")
