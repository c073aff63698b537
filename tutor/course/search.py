"""Search over a course: titles, objectives, defined terms and text, the best hits first.

Every word of a query must be found, as the beginning of a word. A hit in a title counts more than
one in an objective or a heading, and that more than one in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tutor.course.covers import guesses_in, in_view
from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.index import CourseIndex, LessonIndex
from tutor.course.sections import CALLOUTS, Sections, cut, directive_of
from tutor.course.yamltree import read_yaml
from tutor.typeset import TexError, inline

TITLE, TERM, HEADING, OBJECTIVE, TEXT = 12.0, 8.0, 6.0, 4.0, 1.0
EXCERPT = 90  # characters

_WORD = re.compile(r"\w+")
_FENCE_LINE = re.compile(r"^\s*(?:`{3,}|~{3,})(.*)$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MATHS = re.compile(r"\${1,2}([^$]+)\${1,2}")
_MARKUP = re.compile(r"[*`#>|]+|(?<!\w)_+|_+(?!\w)|^[-+] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the course that a query found; the higher the score, the better."""

    lesson: str
    page: int | None
    """The page, from 0; None for the lesson as a whole (its title or objectives)."""
    title: str
    """What the place is called: the lesson's title, or the page's."""
    excerpt: str
    score: float


@dataclass(frozen=True, slots=True)
class _Place:
    lesson: str
    page: int | None
    title: str
    fields: tuple[tuple[float, str], ...]
    """Texts to find words in, each with its weight."""


class Search:
    """The texts of a course, read once and then asked often."""

    def __init__(self, places: Iterable[_Place]) -> None:
        self._places = tuple(places)

    @classmethod
    def read(
        cls, folder: Path, index: CourseIndex, lifted: Collection[tuple[str, str]] = ()
    ) -> Search:
        """Return the search over all lessons of the course in `folder` that can be read.

        What a prediction covers is found once the pair of its lesson and itself is in `lifted`.
        """
        return cls(place for lesson in index.lessons for place in _places(folder, lesson, lifted))

    def find(self, query: str, limit: int = 20) -> list[Hit]:
        """Return the best hits, at most `limit`; none for a query without words."""
        words = _WORD.findall(query.casefold())
        if not words:
            return []
        phrase = re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", re.IGNORECASE)
        each = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words]
        scored = ((_score(place, each, phrase), place) for place in self._places)
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        return [
            Hit(place.lesson, place.page, place.title, _excerpt(place, [phrase, *each]), score)
            for score, place in best[:limit]
        ]


def _score(place: _Place, each: list[re.Pattern[str]], phrase: re.Pattern[str]) -> float:
    """Return the sum over the words of the best field each is found in; 0 if one is not found."""
    total = 0.0
    for pattern in each:
        if not (found := _best(place, pattern)):
            return 0.0  # at once: a query may be as long as what somebody pasted
        total += found
    return total + _best(place, phrase)


def _best(place: _Place, pattern: re.Pattern[str]) -> float:
    return max(weight if pattern.search(text) else 0.0 for weight, text in place.fields)


def _excerpt(place: _Place, patterns: list[re.Pattern[str]]) -> str:
    """Return the words around the first thing found, from the longest of the place's texts."""
    text = " ".join(_MATHS.sub(_typeset, place.fields[-1][1]).split())
    match = next((found for pattern in patterns if (found := pattern.search(text))), None)
    start = max(0, match.start() - EXCERPT // 3) if match else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + EXCERPT
    piece = text[start:end] if end >= len(text) else text[start:end].rpartition(" ")[0]
    return ("… " if start else "") + piece + ("" if end >= len(text) else " …")


def _typeset(formula: re.Match[str]) -> str:
    try:
        return inline(formula[1])
    except TexError:
        return formula[1]


def _places(
    folder: Path, lesson: LessonIndex, lifted: Collection[tuple[str, str]]
) -> Iterator[_Place]:
    parts = Sections(None, cut("").before, [])
    path = folder / lesson.id / "lesson.md"
    with suppress(CourseError):
        parts = cut(read_text(path, folder))
    guesses: set[str] = set()
    with suppress(CourseError):
        guesses = guesses_in(read_text(path.with_name("quiz.yaml"), folder))
    ahead = {guess for guess in guesses if (lesson.id, guess) not in lifted}
    about = f"{lesson.number} {lesson.title}"
    yield _Place(lesson.id, None, lesson.title, ((TITLE, about), (OBJECTIVE, _objectives(parts))))
    for number, page in enumerate(parts.pages):
        terms, text = _readable(in_view(page.text, ahead))
        fields = ((HEADING, page.title), (TERM, terms), (TEXT, text))
        yield _Place(lesson.id, number, page.title, fields)


def _objectives(parts: Sections) -> str:
    with suppress(CourseError):
        value = read_yaml(parts.front.text if parts.front else "", Path("lesson.md")).value
        if isinstance(value, dict) and isinstance(value.get("objectives"), list):
            return " · ".join(map(str, value["objectives"]))
    return ""


def _readable(markdown: str) -> tuple[str, str]:
    """Return the terms that a page defines, and its text without markup and live parts."""
    terms: list[str] = []
    kept: list[str] = []
    inside: str | None = None  # the fence that we are in: a directive's name, or "" for code
    for line in markdown.split("\n"):
        match = _FENCE_LINE.match(line)
        if match is None:
            if inside in (None, "", *CALLOUTS):
                kept.append(line)
        elif inside is None:
            inside, term = directive_of(match[1]) or ("", "")
            if inside == "definition":
                terms.append(term)
        else:
            inside = None
    return " · ".join(terms), _MARKUP.sub("", _LINK.sub(r"\1", "\n".join(kept)))
