"""How formulas may be spelt: look-alikes, `^`, `W^{[1]T}` and `dW2 =` become plain Python."""

from __future__ import annotations

import re


class FormulaError(ValueError):
    """What is wrong with a formula, in words for the person who typed it."""


_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("×·⋅∗⊙∘", "*"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("\t\n\r\u00a0\u2009\u202f", " "),
        "²": "**2",
        "³": "**3",
        "ᵀ": ".T",
        "⊤": ".T",
        "π": "pi",
        "∞": "inf",
        "α": "alpha",
        "β": "beta",
        "γ": "gamma",
        "δ": "delta",
        "ε": "epsilon",
        "η": "eta",
        "θ": "theta",
        "ρ": "rho",
        "τ": "tau",
        "φ": "phi",
        "ω": "omega",
        "λ": "lambda",
        "μ": "mu",
        "σ": "sigma",
        "√": "sqrt",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
    }
)


def tidy(text: str) -> str:
    """Return the formula in plain ASCII spelling: `dW² = W^{[1]T}` and the like become Python."""
    text = re.sub(r"\^\s*\{?\s*(?:T\b|⊤|\\top)\s*\}?", ".T", text.strip())
    text = text.translate(_LOOK_ALIKES)
    text = re.sub(r"\^\s*\{?\s*\[\s*(\d+)\s*\]\s*\}?", r"\1", text)
    text = re.sub(r"(?<=[A-Za-z])\[\s*(\d+)\s*\]", r"\1", text)
    text = text.replace("^", "**")
    text = re.sub(r"^\s*[A-Za-z_][\w./]*\s*(?::?=(?!=)|←)", "", text)
    text = re.sub(r"\blambda\b", "lambda_", text)
    return text.strip()


def refuse_strangers(text: str) -> None:
    """Raise FormulaError for what no formula may hold, and for the slips that everybody makes."""
    stranger = re.search(r"[^A-Za-z0-9_ .,+\-*/@()=<>!]", text)
    if stranger and stranger.group() in "[]":
        raise FormulaError("Square brackets hold a layer's number only: W[1] is W1.")
    if stranger:
        raise FormulaError(f"“{_visible(stranger.group())}” has no meaning in a formula.")
    number = r"(?<![\w.])(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?+"
    touching = re.search(rf"({number})(?=[A-Za-z_(])(\w*)", text)
    if touching:
        first, second = touching.group(1), touching.group(2) or "("
        raise FormulaError(f"Write the product with a star: {first} * {second}")
    if text.count("(") > text.count(")"):
        raise FormulaError("A closing bracket is missing.")
    if text.count("(") < text.count(")"):
        raise FormulaError("There is one closing bracket too many.")
    if text[-1] in "+-*/@=<>,":
        raise FormulaError(f"Something is missing after the last “{text[-1]}”.")


def _visible(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


def where(text: str, offset: int | None) -> str:
    """Return where a formula could not be read, given the 1-based offset that Python reports."""
    before = text[: max((offset or 1) - 1, 0)].rstrip()
    after = f" after “{before[-40:]}”" if before else ""
    return f"This formula cannot be read{after}."
