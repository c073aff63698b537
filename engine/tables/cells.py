"""What a cell says: nothing, a number with its unit, or a date."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

MISSING = frozenset(
    ("", "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "nat", "null", "?", "-", "--", "–")
)
"""What stands for a value that is not known, in small letters."""


class WrittenNumber(NamedTuple):
    """A number as read from a cell."""

    value: float
    unit: str
    """A currency, a unit or %; empty for none."""
    grouped: bool
    """Whether its thousands were set apart, as in 100,000."""


_CURRENCY = r"[$€£¥₹]|(?:EUR|USD|GBP|CHF|JPY|CAD|AUD|INR|CNY)\b"
_UNIT = rf"{_CURRENCY}|%|°[CF]?|(?!(?:st|nd|rd|th)$)[^\W\d_]{{1,6}}[23²³]?(?:/[^\W\d_]{{1,6}})?"


def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    lakhs = rf"\d{{1,2}}(?:[{group}]\d{{2}})+[{group}]\d{{3}}"
    whole = rf"\d{{1,3}}(?P<mark>[{group}\s'’])\d{{3}}(?:(?P=mark)\d{{3}})*|{lakhs}|\d+"
    number = rf"(?:(?:{whole})(?:[{decimal}]\d*)?|[{decimal}]\d+)(?:[eE][+\-−]?\d+)?"
    return re.compile(
        rf"(?P<sign>[+\-−]?)\s*(?P<before>{_CURRENCY})?\s*(?P<inner>[+\-−]?)"
        rf"(?P<number>{number})\s*(?P<after>{_UNIT})?"
    )


_PATTERNS = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_NEEDS = {
    ",": re.compile(r"\D*(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d[\d.]*\.\d{3},\d+)\D*"),
    ".": re.compile(r"\D*(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d[\d,]*,\d{3}\.\d+)\D*"),
}
_GROUPS = {
    ".": re.compile(r"\D*(?:\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3})\D*"),
    ",": re.compile(r"\D*\d{1,3}(?:\.\d{3}){2,}\D*"),
}
_UNSURE = re.compile(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*")

_IN_BRACKETS = re.compile(r"\(([^()+\-−]+)\)")
"""A loss, as accountants write it: (1,200)."""
_GROUPED_BY_SPACE = re.compile(r"(?<=\d)[\s'’](?=\d{3})")

_MONTH = (
    r"(?:jan|feb|fév|mar|mär|mrz|avr|apr|may|mai|mag|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set"
    r"|oct|okt|ott|nov|dec|déc|dez|dic|gen)[^\W\d_]*"
)
_DATE = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,? )?"  # the day of the week
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}\.?[- ]?{_MONTH}\.?[- ,]*(?:\d{{4}}|\d{{2}})|{_MONTH}\.? \d{{1,2}},? \d{{4}})"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[ap]m|[+-]\d{2}:?\d{2})?"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?"
    r"|(?:19|20)\d{2}(?:[-/](?:0[1-9]|1[0-2])|-?W[0-5]\d|[- ]?Q[1-4])"
    rf"|(?:0[1-9]|1[0-2])[-/](?:19|20)\d{{2}}|(?:{_MONTH}\.?|Q[1-4])[- ](?:19|20)\d{{2}}",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SPAN = (
    r"(?:(?:days?|d|tage?|jours?|h|hrs?|hours?|std|stunden?|heures?"
    r"|mins?|minutes?|minuten?|s|secs?|seconds?|sek|sekunden?|secondes?|ms)\b\.?)"
)
_DURATION = re.compile(
    r"[-+]?(?:\d+ days?,? )?\d+:\d{2}(?::\d{2})?(?:[.,]\d+)?"
    rf"|-?\d+(?:[.,]\d+)? ?{_SPAN}(?:,? ?\d+(?:[.,]\d+)? ?(?:{_SPAN}|m\b))*"
    r"|\d+h ?\d+m?(?: ?\d+s)?|\d+m(?: ?\d+s)"
    r"|P(?=.)(?:\d+[YMWD])*(?:T(?:\d+(?:[.,]\d+)?[HMS])+)?",
    re.IGNORECASE,
)


def is_missing(text: str) -> bool:
    return text.lower() in MISSING


def is_date(text: str) -> bool:
    """Whether this is a day, a time of day, or both."""
    return _DATE.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    """Whether this is a length of time: 1:23:45, 3 h 20 min, PT3H20M."""
    return _DURATION.fullmatch(text) is not None


def is_time_of_day(text: str) -> bool:
    """Whether this may be a time of day as well as a length of time: 1:23:45."""
    return _CLOCK.fullmatch(text) is not None


def is_word(text: str) -> bool:
    """Whether this holds something that is no number."""
    return not is_missing(text) and number(text) is None


def plain_number(text: str) -> float | None:
    """A number as programs write it; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def number(text: str, decimal: str = ".") -> WrittenNumber | None:
    """A number as people write it: 100,000 and $5 and 12 EUR; None for anything else.

    `decimal` is the mark before the decimals, "." or ","; the other one may set thousands apart.
    """
    if loss := _IN_BRACKETS.fullmatch(text):
        gain = number(loss[1], decimal)
        return gain and gain._replace(value=-gain.value)
    found = _PATTERNS[decimal].fullmatch(text)
    if found is None or (found["sign"] and found["inner"]):
        return None
    if found["before"] and found["after"]:
        return None
    digits = re.sub(r"[\s'’]", "", found["number"]).replace("." if decimal == "," else ",", "")
    value = float(digits.replace(",", ".").replace("−", "-"))
    if not math.isfinite(value):
        return None
    negative = (found["sign"] or found["inner"]) in ("-", "−")
    unit = found["before"] or found["after"] or ""
    return WrittenNumber(-value if negative else value, unit, len(digits) < len(found["number"]))


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The mark that stands before the decimals, where some cell leaves no doubt."""
    needed: set[str] = set()
    for text in texts:
        if "," in text or "." in text:
            needed |= {mark for mark in ",." if _needs(mark, text) and number(text, mark)}
    return needed.pop() if len(needed) == 1 else None


def _needs(mark: str, text: str) -> bool:
    """Whether a number can only be read with this mark before its decimals."""
    text = _GROUPED_BY_SPACE.sub("", text)
    return bool(_NEEDS[mark].fullmatch(text) or _GROUPS[mark].fullmatch(text))


def is_unsure(text: str) -> bool:
    """Whether this may be thousands as well as decimals: 1,234."""
    return _UNSURE.fullmatch(text) is not None
