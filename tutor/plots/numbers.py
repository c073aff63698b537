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
        return _by_power(value, digits)
    return text.replace("-", "−")


def shown_within(value: float, width: int, digits: int = 4) -> str:
    """Write a number to as many digits, up to `digits`, as so many columns take; … if to none."""
    whole = [f"{int(value)}".replace("-", "−")] if abs(value) < 1e15 and value == int(value) else []
    for few in range(digits, 0, -1):
        for text in (shown(value, few), *whole, _by_power(value, few)):
            if len(text) <= width:
                return text
    return "…"[:width]


def shown_share(value: float, digits: int = 4) -> str:
    """Write a number between 0 and 1 so; only the whole is 1, as digits are added until it says."""
    text = shown(value, digits)
    return text if text != "1" or value == 1 else shown_share(value, digits + 1)


def percent(share: float, decimals: int = 0) -> str:
    """Write a share in hundredths; only the whole is 100 and only nothing 0.

    Decimals are added until it says so.
    """
    if not math.isfinite(share):
        return shown(share)
    text = f"{100 * share:.{decimals}f}"
    false = float(text) in (0, 100) and share not in (0, 1)
    return percent(share, decimals + 1) if false and decimals < 14 else text.replace("-", "−")


def _by_power(value: float, digits: int) -> str:
    text = f"{value:.{digits - 1}e}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return text.replace("-", "−")
