"""Style sheets parsed once a process, not once an app: a sixth of what opening one costs."""

from __future__ import annotations

from functools import cache
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


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
