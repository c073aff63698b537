"""The glossary: the terms that lessons define with ```{definition} term``` fences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.sections import cut, fences


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

    def found(self, words: str) -> list[Definition]:
        """Return the definitions whose term or text holds all words; by their term first."""
        wanted = words.casefold().split()

        def holds(text: str) -> bool:
            return all(word in text.casefold() for word in wanted)

        by_term = [each for each in self.definitions if holds(each.term)]
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
        longest_first = sorted(self._by_term, key=len, reverse=True)
        terms = "|".join(map(re.escape, longest_first)) or r"\b\B"
        return re.compile(rf"\b(?:{terms})(?:e?s)?\b")


def read_glossary(folder: Path, lesson_ids: Iterable[str]) -> Glossary:
    """Return the glossary of these lessons; a term defined twice keeps its first definition."""
    found: dict[str, Definition] = {}
    for lesson_id in lesson_ids:
        for definition in definitions_in(folder, lesson_id):
            found.setdefault(definition.term.casefold(), definition)
    return Glossary(tuple(found[term] for term in sorted(found)))


def uses_in(
    folder: Path, lesson_ids: Iterable[str], glossary: Glossary
) -> dict[str, tuple[str, ...]]:
    """Return for each term the lessons that use it, in their order, beside the one it is from."""
    users: dict[str, list[str]] = {}
    for lesson_id in lesson_ids:
        with suppress(CourseError):
            text = read_text(folder / lesson_id / "lesson.md", folder)
            for definition in glossary.mentioned(text):
                if definition.lesson != lesson_id:
                    users.setdefault(definition.term, []).append(lesson_id)
    return {term: tuple(lessons) for term, lessons in users.items()}


def definitions_in(folder: Path, lesson_id: str) -> Iterator[Definition]:
    """Yield the definitions of a lesson as they stand; none if it cannot be read."""
    path = folder / lesson_id / "lesson.md"
    text = ""
    with suppress(CourseError):
        text = read_text(path, folder)
    for number, page in enumerate(cut(text).pages):
        for fence in fences(page.text):
            name, term = fence.directive or ("", "")
            if name == "definition" and term:
                line = page.line + 1 + fence.line
                yield Definition(term, fence.body.strip(), lesson_id, number, path, line)


def _forms(term: str) -> Iterator[str]:
    """Yield a term as it may stand in the glossary: "Epochs" is "epochs", then "epoch"."""
    word = " ".join(term.casefold().split())
    yield word
    for ending in ("s", "es"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
