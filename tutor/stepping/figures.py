"""Numbers as a learner reads them: four decimals, no trailing zeros, an exponent where needed."""

from __future__ import annotations

import math

from tutor.plots.numbers import shown

DECIMALS = 4
SMALL, LARGE = 1e-3, 1e6


def figure(value: float, decimals: int = DECIMALS) -> str:
    """Return a number as text with a true minus sign: "6", "0.7311", "−1.3679", "3.2e−13"."""
    return _plain(value, decimals).replace("-", "−") if math.isfinite(value) else shown(value)


def _plain(value: float, decimals: int) -> str:
    value = float(value)
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    if SMALL <= abs(value) < LARGE and float(plain := f"{value:.{decimals}f}"):
        return _trimmed(plain)
    mantissa, exponent = f"{value:.{max(decimals - 2, 0)}e}".split("e")
    return f"{_trimmed(mantissa)}e{int(exponent)}"


def figure_tex(value: float, decimals: int = DECIMALS) -> str:
    r"""Return a number as LaTeX: "6", "-1.3679", "3.2 \cdot 10^{-13}", "\infty"."""
    value = float(value)
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    if math.isnan(value):
        return r"\text{nan}"
    mantissa, _, exponent = _plain(value, decimals).partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


def agreeing_digits(a: float, b: float) -> int:
    """Return how many leading significant digits two numbers share, up to 12."""
    if a == b:
        return 12
    if not (math.isfinite(a) and math.isfinite(b)) or 0 in (a, b):
        return 0
    error = abs(a - b) / max(abs(a), abs(b))
    return max(0, min(12, math.floor(-math.log10(error))))


def _trimmed(text: str) -> str:
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if trimmed == "-0" else trimmed
