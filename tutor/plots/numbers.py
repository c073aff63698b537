"""How numbers are written beside plots."""

from __future__ import annotations

import math


def shown(value: float, digits: int = 4) -> str:
    """Write a number to so many digits, thousands apart, with a true minus sign."""
    if not math.isfinite(value):
        return "–" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 10**15:
        text = f"{int(value):,}"
    elif 1e-4 <= abs(value) < 10**digits:
        text = f"{value:.{digits}g}"
    elif 1e-4 <= abs(value) < 1e15:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.{digits - 1}e}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return text.replace("-", "−")
