"""The pieces of a typed formula, each with its place; the spellings of one thing become one.

Greek letters and their ASCII names are the same (η, eta), as are × and *, x² and x**2, x₁ and x1,
W^{[1]T} and W1.T.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class FormulaError(ValueError):
    """What is wrong with a formula, for who typed it; `position` is the index in the text."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class Token(NamedTuple):
    """A piece of a formula; its kind is number, name, symbol, transpose, raised or end."""

    kind: str
    text: str
    position: int


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# One character for one, so that every place in the text stays what it is.
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("×·⋅∗⊙∘", "*"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("\t\r\u00a0\u2009\u202f", " "),
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
        "ᵀ": "⊤",
    }
)
_LETTER_NAMES = {
    letter: unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθικμνξπρστυφχψω"
} | {"λ": "lambda"}
_CAPITALS = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"  # the others are Latin
GREEK = frozenset([*_LETTER_NAMES.values(), *_CAPITALS.split()])
"""The names that LaTeX has a letter for."""
_GREEK_LETTERS = str.maketrans(
    {
        **_LETTER_NAMES,
        **{letter.upper(): name.title() for letter, name in _LETTER_NAMES.items()},
        "ϵ": "epsilon",
        "ϕ": "phi",
        "ϑ": "theta",
        "µ": "mu",
        "∞": "inf",
    }
)
_SYMBOLS = {"≤": "<=", "≥": ">=", "≠": "!=", "←": ":=", "^": "**"}
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<transpose>\.T\b|\^\s*(?:T\b|⊤|\\top|\{\s*(?:T|⊤|\\top)\s*\})|⊤)"
    r"|(?P<raised>⁻?[⁰¹²³⁴-⁹]+)"
    r"|(?P<name>[^\W\d⁰¹²³⁴-⁹]\w*|∞)"
    r"|(?P<symbol>\*\*|//|[-+*/:=<>!]=|[-+*/@^(){},=<>.√≤≥≠←])"
    r"|(?P<end>[;\n])"
    r"|(?P<space> +)"
)
_LAYER = re.compile(r"\s*\^?\s*\{?\s*\[\s*([0-9]+)\s*\]\s*(T\b|⊤|\\top)?\s*\}?")
_HINTS = {
    "[": "Square brackets hold a layer's number only: W[1] is W1.",
    "|": "For the size without its sign, write abs(x).",
    "%": "For the remainder of a division, write x - y*floor(x/y).",
    "½": "Write 1/2.",
    "∛": "Write x**(1/3).",
    "∑": "Write sum(A).",
    "Σ": "Write sum(A).",
    "∂": "Write d for it, as in dw.",
}
_HINTS["]"] = _HINTS["["]


def canonical(name: str) -> str:
    """Return a name as it stands in the tree: η is eta, x₁ is x1."""
    spelt = name.translate(_LOOK_ALIKES).translate(_GREEK_LETTERS)
    return "lambda" if spelt == "lambda_" else spelt


def in_greek(name: str) -> str:
    """Return a name as it is drawn: eta is η, theta1 is θ1, and beta_1 is β_1."""
    word = re.split(r"[\d_]", name, maxsplit=1)[0]
    letter = next((letter for letter, spelt in _LETTER_NAMES.items() if spelt == word), word)
    return letter + name[len(word) :]


def lowered(raised: str) -> float:
    """Return the number that is written small and high, as in x⁻¹²."""
    return float(raised.translate(_RAISED))


def tokens(text: str) -> list[Token]:
    """Return the pieces of a formula, an end last; raises FormulaError for what has no meaning."""
    plain = text.translate(_LOOK_ALIKES)
    found: list[Token] = []
    at = brackets = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None or (match.lastgroup == "name" and _letters(match[0]) == ""):
            raise _stranger(text[at], at)
        kind, word, end = str(match.lastgroup), match[0], match.end()
        if kind == "name":
            word = _letters(word)
            end = at + len(word)
            layer = None if word[-1].isdigit() else _LAYER.match(plain, end)
            number = layer[1] if layer else ""
            found.append(Token("name", canonical(word) + number, at))
            if layer:
                end = layer.end()
                found += [Token("transpose", layer[2], end)] if layer[2] else []
        elif kind != "space":
            brackets += (word in "({") - (word in ")}")
            if not (word == "\n" and brackets > 0):
                found.append(Token(kind, _SYMBOLS.get(word, word), at))
        at = end
    return [*found, Token("end", "", len(text))]


def _letters(word: str) -> str:
    """Return the part of a word that a name may have: not the ² of x²."""
    if word == "∞" or word.isidentifier():
        return word
    return next((word[:end] for end in range(len(word), 0, -1) if word[:end].isidentifier()), "")


def _stranger(character: str, position: int) -> FormulaError:
    if character in "[]":
        return FormulaError(_HINTS["["], position)
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    hint = f" {_HINTS[character]}" if character in _HINTS else ""
    return FormulaError(f"“{shown}” has no meaning in a formula.{hint}", position)
