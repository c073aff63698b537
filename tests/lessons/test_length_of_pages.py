"""One idea a page: pages and lessons stay short enough to be read in one go."""

from __future__ import annotations

import re

import pytest

from tests.support.lesson_runs import text_of
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index

LESSONS = [lesson.id for lesson in read_index(shipped_course()).lessons]

MOST_WORDS_A_PAGE = 120
MOST_WORDS_A_LESSON = 800
MOST_PAGES = 10

SAID = re.compile(r"^```\{(?:definition|note|tip|warning)\}[^\n]*\n(.*?)^```", re.M | re.S)
NOT_PROSE = re.compile(r"^```.*?^```|\$\$.*?\$\$|<!--.*?-->|^\|[^\n]*$|\]\([^)\s]*\)", re.M | re.S)
MATHS = re.compile(r"\$[^$]+\$")
WORD = re.compile(r"[A-Za-z][\w'’-]*")


def words_in(page: str) -> int:
    """Count the words of prose and of what is set apart; a formula within a line counts as one."""
    prose = NOT_PROSE.sub(" ", SAID.sub(r"\1", page))
    return len(WORD.findall(MATHS.sub("x", prose)))


def pages_of(lesson: str) -> dict[str, str]:
    """The pages of a lesson by their headings."""
    pages = (page.split("\n", 1) for page in re.split(r"^## ", text_of(lesson), flags=re.M)[1:])
    return dict(pages)


def test_prose_and_callouts_are_counted_but_no_table_code_or_display():
    page = "Two $a$ words.\n\n```{note}\nOne.\n```\n\n| a | b |\n\n```python\nx = y\n```\n\n$$z$$\n"
    assert words_in(page) == 4


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_page_and_no_lesson_is_too_long(lesson: str) -> None:
    lengths = {heading: words_in(page) for heading, page in pages_of(lesson).items()}
    assert len(lengths) <= MOST_PAGES
    assert {heading: n for heading, n in lengths.items() if n > MOST_WORDS_A_PAGE} == {}
    assert sum(lengths.values()) <= MOST_WORDS_A_LESSON
