"""Where the links of a lesson lead."""

from __future__ import annotations

import pytest

from tutor.course.links import anchor_of, destination, page_number


@pytest.mark.parametrize(
    ("href", "lesson", "anchor"),
    [
        ("2-6-graph", "2-6-graph", ""),
        ("2-6-graph#right-to-left", "2-6-graph", "right-to-left"),
        ("#caf%C3%A9", "here", "café"),
        ("../2-6-graph/lesson.md", "../2-6-graph/lesson.md", ""),
    ],
)
def test_links_within_the_course(href: str, lesson: str, anchor: str) -> None:
    assert destination(href, "here") == (lesson, anchor)


@pytest.mark.parametrize("href", ["https://example.org/a#b", "mailto:a@b.c", "http://x.y"])
def test_links_to_the_web(href: str) -> None:
    assert destination(href, "here") is None


def test_anchors_name_pages() -> None:
    titles = ["Why now?", "Right to left", "The 2-D case"]
    assert [anchor_of(title) for title in titles] == ["why-now", "right-to-left", "the-2-d-case"]
    assert page_number(titles, "right-to-left") == 1
    assert page_number(titles, "left") is None
