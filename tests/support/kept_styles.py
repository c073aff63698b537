"""Style sheets parsed once a process, not once an app: a sixth of what opening one costs.

And rules matched from their end: most are for another state of the very widget (`:focus`), and
Textual walks down to it from the app before it sees that.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import textual.css.match
import textual.css.stylesheet
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


@cache
def keep_parsed_styles() -> None:
    """Change Textual's style sheets, for as long as the process lives."""
    parse = Stylesheet._parse_rules
    known: dict[Any, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, css: str, **place: Any) -> list[RuleSet]:
        variables = frozenset(sheet._variables.items())  # the colours of the theme
        key = css, frozenset(place.items()), variables
        if key not in known:
            known[key] = parse(sheet, css, **place)
        return known[key]

    Stylesheet._parse_rules = parse_once


@cache
def match_from_the_end() -> None:
    """Change how Textual matches rules, for as long as the process lives."""
    match_all = textual.css.match._check_selectors

    def matches(selectors: list[Selector], path: list[DOMNode]) -> bool:
        return selectors[-1].check(path[-1]) and match_all(selectors, path)

    textual.css.match._check_selectors = matches
    textual.css.stylesheet._check_selectors = matches
    RuleSet.__hash__ = object.__hash__
