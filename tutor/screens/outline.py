"""The outline of a lesson: its pages, and the links of the page in view."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.course.markdown import parser
from tutor.course.model import Lesson
from tutor.screens.chooser import Chooser, Offer


def outline(lesson: Lesson, page: int, seen: set[int], text: str) -> Chooser[int | str]:
    """Return the dialog that chooses a page of the lesson, or an address linked from its `text`."""
    pages: list[Offer[int | str]] = [
        Offer(Content(f"{'✔' if number in seen else '·'} {number + 1:>2}  {each.title}"), number)
        for number, each in enumerate(lesson.pages)
    ]
    links = [
        Offer[int | str](Content.assemble(("link  ", "dim"), text), href)
        for text, href in _links(text)
    ]
    return Chooser(f"{lesson.number}  {lesson.title}", [*pages, *links], at=page)


def _links(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield text and address of each link."""
    for token in parser().parse(markdown):
        href, text = "", ""
        for child in token.children or ():
            if child.type == "link_open":
                href, text = str(child.attrs["href"]), ""
            elif child.type == "link_close":
                yield text, href
                href = ""
            elif href:
                text += child.content
