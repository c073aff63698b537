"""Small raised and lowered characters, for scripts that need no row of their own."""

from __future__ import annotations

import re

MOST = 6  # longer scripts are hard to read so small
LETTERS = re.compile(r"[^\W\d_]{4}")  # and so are words

SUPERSCRIPTS = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤′″*†∘°",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′″*†°°",
)
SUBSCRIPTS = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
)


def superscript(text: str) -> str | None:
    """Return `text` in raised characters, or None where one is missing or too hard to read."""
    return _translated(text, SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    """Return `text` in lowered characters, or None where one is missing or too hard to read."""
    return _translated(text, SUBSCRIPTS)


def _translated(text: str, table: dict[int, int]) -> str | None:
    if len(text) > MOST or LETTERS.search(text) or any(ord(char) not in table for char in text):
        return None
    return text.translate(table)
