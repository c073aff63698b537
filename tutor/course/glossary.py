"""The glossary: the terms that lessons define with ```{definition} term``` fences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.sections import cut, fences

_DEFINING = "{definition}"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, what it means (Markdown), and where the course says so."""

    term: str
    text: str
    lesson: str
    page: int
    """The page within the lesson, from 0."""
    path: Path
    line: int


@dataclass(frozen=True)
class Glossary:
    """All definitions of a course, in alphabetical order."""

    definitions: tuple[Definition, ...]

    def lookup(self, term: str) -> Definition | None:
        """Return the definition of a term however it is capitalised, in singular or plural."""
        return next((self._by_term[form] for form in _forms(term) if form in self._by_term), None)

    def mentioned(self, text: str) -> list[Definition]:
        """Return the definitions of the terms that a text uses, in the order of their first use."""
        # Folding the text once is five times as fast as a pattern that ignores case.
        found = (self.lookup(match[0]) for match in self._any_term.finditer(text.casefold()))
        return list(dict.fromkeys(definition for definition in found if definition))

    def has_use(self, definition: Definition, folded: str) -> bool:
        """Return whether a text, its case folded, uses a term other than within a longer one."""
        term = definition.term.casefold()
        if term not in folded:
            return False
        holding = [longer for longer in self._by_term if term in longer]
        return any(
            self.lookup(match[0]) is definition for match in _pattern(holding).finditer(folded)
        )

    def found(self, words: str) -> list[Definition]:
        """Return the definitions whose term or text holds all words.

        First comes the very term, then those that begin so, those that hold the words, the texts.
        """
        wanted = words.casefold().split()

        def holds(text: str) -> bool:
            return all(word in text.casefold() for word in wanted)

        def distance(definition: Definition) -> tuple[bool, bool]:
            term, typed = definition.term.casefold(), " ".join(wanted)
            return term != typed, not term.startswith(typed)

        by_term = sorted((each for each in self.definitions if holds(each.term)), key=distance)
        known = {each.term for each in by_term}
        by_text = [
            each
            for each in self.definitions
            if each.term not in known and holds(f"{each.term} {each.text}")
        ]
        return by_term + by_text

    @cached_property
    def _by_term(self) -> dict[str, Definition]:
        return {definition.term.casefold(): definition for definition in self.definitions}

    @cached_property
    def _any_term(self) -> re.Pattern[str]:
        return _pattern(self._by_term)


def read_glossary(folder: Path, lesson_ids: Iterable[str]) -> Glossary:
    """Return the glossary of these lessons; a term defined twice keeps its first definition."""
    return _defined(folder, {lesson_id: _text(folder, lesson_id) for lesson_id in lesson_ids})


def read_usage(folder: Path, lesson_ids: Iterable[str]) -> Usage:
    """Return the glossary of these lessons and who uses it; each lesson is read once."""
    texts = {lesson_id: _text(folder, lesson_id) for lesson_id in lesson_ids}
    return Usage(texts, _defined(folder, texts))


class Usage:
    """Who uses a term; looked for once, when it is asked: all terms at once take long."""

    def __init__(self, texts: Mapping[str, str], glossary: Glossary) -> None:
        """`texts` are the lessons, by their ids."""
        self.glossary = glossary
        self._texts = {lesson_id: text.casefold() for lesson_id, text in texts.items()}
        self._found: dict[Definition, list[str]] = {}

    def lessons(self, definition: Definition) -> list[str]:
        """Return the lessons that use a term, in their order, beside the one that defines it."""
        if definition not in self._found:
            self._found[definition] = [
                lesson_id
                for lesson_id, text in self._texts.items()
                if lesson_id != definition.lesson and self.glossary.has_use(definition, text)
            ]
        return self._found[definition]


def definitions_in(folder: Path, lesson_id: str) -> Iterator[Definition]:
    """Yield the definitions of a lesson as they stand; none if it cannot be read."""
    return _definitions(folder, lesson_id, _text(folder, lesson_id))


def _text(folder: Path, lesson_id: str) -> str:
    """Return what a lesson says; nothing if it cannot be read."""
    with suppress(CourseError):
        return read_text(folder / lesson_id / "lesson.md", folder)
    return ""


def _defined(folder: Path, texts: Mapping[str, str]) -> Glossary:
    found: dict[str, Definition] = {}
    for lesson_id, text in texts.items():
        for definition in _definitions(folder, lesson_id, text):
            found.setdefault(definition.term.casefold(), definition)
    return Glossary(tuple(found[term] for term in sorted(found)))


def _definitions(folder: Path, lesson_id: str, text: str) -> Iterator[Definition]:
    if _DEFINING not in text:  # as most pages: to cut them up takes long
        return
    path = folder / lesson_id / "lesson.md"
    for number, page in enumerate(cut(text).pages):
        for fence in fences(page.text) if _DEFINING in page.text else ():
            name, term = fence.directive or ("", "")
            if name == "definition" and term:
                line = page.line + 1 + fence.line
                yield Definition(term, fence.body.strip(), lesson_id, number, path, line)


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these terms, in singular or plural, the longest that fits."""
    longest_first = sorted(terms, key=len, reverse=True)
    found = "|".join(map(re.escape, longest_first)) or r"\b\B"
    return re.compile(rf"\b(?:{found})(?:e?s)?\b")


def _forms(term: str) -> Iterator[str]:
    """Yield a term as it may stand in the glossary: "Epochs" is "epochs", then "epoch"."""
    word = " ".join(term.casefold().split())
    yield word
    for ending in ("s", "es"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
