"""What the progress screen draws of a learner's own figures: the days ahead, how sure they were
against how right, and what went wrong more than once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from engine.counted import counted
from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.course.links import destination
from tutor.plots.cells import Picture, Span
from tutor.plots.forecast import forecast
from tutor.plots.own_calibration import Dot, own_calibration
from tutor.progress.calibration import ENOUGH, ece, remarks, spoken

_MISTAKES = 8  # that are listed at most
_TWICE = 2  # times from which on a mistake is listed

Place = UnitIndex | LessonIndex | str | None
"""What a row leads to: a unit to open, a lesson, a page by its address, or nothing."""
RowOf = tuple[Content, Place]


def days_ahead(counts: Sequence[int]) -> Content:
    """Return how many reviews fall due on each of the days ahead, today first."""
    title = Content.styled(f"\nReviews ahead, {len(counts)} days\n", "bold")
    if not any(counts):
        return title + Content.styled(
            "  Nothing is planned yet: what you answer comes back.", "dim"
        )
    return title + _content(forecast(counts))


def how_sure(confidences: Mapping[str, tuple[int, int]]) -> Content:
    """Return the reliability diagram of the learner's own answers, once there are enough."""
    words = spoken(confidences)
    answers = sum(word.answers for word in words)
    head = Content.assemble(
        ("How sure, and how often right", "bold"), (f"   {answers} answers", "dim"), "\n"
    )
    if answers < ENOUGH:
        missing = ENOUGH - answers
        more = f"{counted(missing, 'more answer')} with a confidence"
        return head + Content.styled(f"  {more}, and a diagram stands here.", "dim")
    dots = [
        Dot(word.promised, word.kept, f"{word.word} {word.right} of {word.answers}")
        for word in words
    ]
    off = ece(words)
    said = [f"ECE {off:.3f}: off by {100 * off:.1f} points in the mean (lesson 5-7)."]
    picture = _content(own_calibration(dots, "how sure you said you were, %"))
    return head + picture + "".join(f"\n{text}" for text in [*said, *remarks(words)])


def mistake_rows(counts: Mapping[str, int], index: CourseIndex) -> list[RowOf]:
    """Return the misconceptions that were met more than once, each leading to its page."""
    met = [
        (counts[name], each)
        for name, each in index.misconceptions.items()
        if counts.get(name, 0) >= _TWICE
    ]
    met.sort(key=lambda pair: -pair[0])
    head = Content.styled("\nMistakes made more than once", "bold")
    if not met:
        return [(head + Content.styled("\n  None so far.", "dim"), None)]
    numbers = {lesson.id: lesson.number for lesson in index.lessons}
    rows: list[RowOf] = [(head, None)]
    for count, each in met[:_MISTAKES]:
        goal = destination(each.page, "")
        number = numbers.get(goal.lesson, "") if goal else ""
        row = Content.assemble(f"{each.name:<34} {count:>3} times   ", (number, "$accent"))
        rows.append((row, each.page))
    return rows


def _content(picture: Picture) -> Content:
    """Return a picture as text that a list can show."""
    return Content("\n").join(Content("").join(map(_piece, row)) for row in picture)


def _piece(span: Span) -> Content:
    styles = {"muted": "dim", "accent": "$accent"}
    return Content.styled(span.text, styles.get(str(span.fg), ""))
