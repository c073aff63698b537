"""What the numbers of a column may mean that are none to reckon with: days, ids, codes."""

from __future__ import annotations

import re

import numpy as np

from engine.arrays import Array
from engine.tables.columns import LEAST_ROWS, TableColumn

_ID = re.compile(
    r"(?:customer|client|account|order|invoice|patient|member|user|ticket|transaction|case|serial"
    r"|kunde|konto|phone|tel|zip|plz|isbn|ssn|code|key|num|no|nr|number|nummer)s?",
    re.IGNORECASE,
)
_TIME = re.compile(r".*(?:time|date|stamp|when|created|epoch).*", re.IGNORECASE)
_SECONDS = (9e8, 2.3e9)
"""Between 1998 and 2042, in seconds since 1970."""
_DAY = re.compile(r"(?:.*[\W_])?(?:date|datum|day|tag|jour|data|fecha)|.*Date", re.IGNORECASE)
_SHEET_DAYS = (20_000, 60_000)
"""Between 1954 and 2064, in days since 1900."""
_LONG = 1_000
"""Ids are seldom as short as counts of something."""


def looks_like(column: TableColumn) -> str:
    """What the numbers of a column look like, as the end of a sentence; empty for numbers."""
    known = column.values[~np.isnan(column.values)]
    if not column.has_numbers_only or column.unit or len(known) < LEAST_ROWS:
        return ""
    if any(re.match(r"0\d", text) for text in column.texts):
        return "codes, with zeros in front"
    if (known % 1 != 0).any():
        return ""
    if _are_days(known):
        return "days, written as one number"
    if _TIME.fullmatch(column.name) and (_SECONDS[0] < known).all() and (known < _SECONDS[1]).all():
        return "moments, in seconds since 1970"
    if _DAY.fullmatch(column.name) and _SHEET_DAYS[0] < known.min() <= known.max() < _SHEET_DAYS[1]:
        return "days, as spreadsheets count them"
    different = len(np.unique(known)) == len(known)
    last_word = re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", column.name)[-1]
    if different and known.min() >= _LONG and _ID.fullmatch(last_word):
        return "ids, all different"
    return ""


def _are_days(known: Array) -> bool:
    """Whether whole numbers are days such as 20240131."""
    year, month, day = known // 10_000, known // 100 % 100, known % 100
    in_range = (year >= 1900) & (year <= 2100) & (month >= 1) & (month <= 12)
    return bool((in_range & (day >= 1) & (day <= 31)).all())
