"""Characters of ASCII for those that an encoding lacks, so that the text means the same."""

from __future__ import annotations

import unicodedata
from itertools import groupby

_SIGNS = r"""
-   − ‐ ‑ – —         x    × ✘ ✚             /   ÷ ⁄ ∕ ╱      \   ╲
*   · ⋅ • ∗ ⊙ ∘ ● ■   ...  … ⋯ ⋮ ⋱           "   “ ” ″        '   ‘ ’ ′ ‹ ›
+-  ±                 -+   ∓                 ||  ‖ ∥          ~   ∝ ◐ ◑ ◔ ◕
<-  ← ⇐               ->   → ⇒               <-> ↔ ⇔          |-> ↦
^   ↑ ▲ △             v    ↓ ▼ ▽             |   ↕            @   ↻
<=  ≤                 >=   ≥                 !=  ≠            ~=  ≈ ≃ ≅
==  ≡                 :=   ≜                 <<  ≪            >>  ≫
d   ∂                 sum  ∑ Σ               prod ∏ Π         sqrt √
inf ∞                 int  ∫                 deg  °           not  ¬
^T  ⊤                 {}   ∅                 and  ∧           or   ∨
<   ⟨ ◀ ◂             >    ⟩ ▶ ▸ ❯           <>   ◇ ◈         o    ○ ◌ □
[   ⌈ ⌊ ⎡ ⎢ ⎣         ]    ⌉ ⌋ ⎤ ⎥ ⎦         +    ✔ ✓ ☆ ★ ◆ ✦ ✧
(   ⎛ ⎜ ⎝             )    ⎞ ⎟ ⎠             {    ⎧ ⎨ ⎩ ⎪     }    ⎫ ⎬ ⎭
_   ▁                 .    ▂ ░               -    ▃           =    ▄
+   ▅                 *    ▆                 %    ▇ ▓         #    █ ▀ ▌ ▐    :   ▒
"""


def _table() -> dict[str, str]:
    """Each sign, and what stands before it and its like."""
    table = {"\u0302": "_hat", "\u0304": "_bar", "\u0303": "_tilde", "\u2800": " "}
    text = ""
    for word in _SIGNS.split():
        if word.isascii():
            text = word
        else:
            table[word] = text
    return table


_TABLE = _table()


def plain_text(text: str) -> str:
    """The text in ASCII: `η ≤ ½·x²` becomes `eta <= 1/2*x^2`."""
    return "".join(
        "^" * raised + "".join(map(_plain, run)) for raised, run in groupby(text, _raised)
    )


def _raised(character: str) -> bool:
    return unicodedata.decomposition(character).startswith("<super>")


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _TABLE:
        return _TABLE[character]
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return "".join(map(_plain, parts))
    return _by_name(unicodedata.name(character, "").split(), unicodedata.combining(character) > 0)


def _by_name(words: list[str], accent: bool) -> str:
    """Greek letters are spelt, lines keep their direction, accents go, other signs are named."""
    match words:
        case ["GREEK", case, "LETTER", *_, name]:
            return name.capitalize() if case == "CAPITAL" else name.lower()
        case ["BOX", *_, "HORIZONTAL"]:
            return "." if "DASH" in words else "=" if "HEAVY" in words else "-"
        case ["BOX", "DRAWINGS", _, "LEFT" | "RIGHT"]:
            return "-"
        case ["BOX", *_, "VERTICAL"] | ["BOX", "DRAWINGS", _, "UP" | "DOWN"]:
            return "|"
        case ["BOX", *_]:
            return "+"
        case ["BRAILLE" | "BLOCK" | "QUADRANT" | "LEFT" | "RIGHT", *_]:
            return "*"
    return "" if accent else " ".join(words).lower() or "?"
