"""Our two themes, and the colours of meaning that every theme gets."""

from __future__ import annotations

from textual.theme import Theme

# Blue and orange stay apart for every common kind of colour-blindness; a glyph goes with each.
ON_DARK = {
    "forward": "#6cb6ff",
    "loss": "#f07fd0",
    "backward": "#ffab5e",
    "update": "#7fd88f",
    "positive": "#6cb6ff",
    "negative": "#ff9f4d",
    "right": "#7fd88f",
    "partly": "#e8cf6a",
    "wrong": "#ff8080",
    "series-1": "#6cb6ff",
    "series-2": "#ffab5e",
    "series-3": "#7fd88f",
    "series-4": "#d69cff",
}
ON_LIGHT = {
    "forward": "#0b62c4",
    "loss": "#a3117c",
    "backward": "#b05200",
    "update": "#19722c",
    "positive": "#0b62c4",
    "negative": "#b05200",
    "right": "#19722c",
    "partly": "#7a6000",
    "wrong": "#b3261e",
    "series-1": "#0b62c4",
    "series-2": "#b05200",
    "series-3": "#19722c",
    "series-4": "#7030a8",
}


def _quiet(background: str, bar: str, accent: str) -> dict[str, str]:
    """Return the variables that keep scrollbars and footer in the background."""
    return {
        "footer-key-foreground": accent,
        "footer-background": background,
        "scrollbar": bar,
        "scrollbar-hover": accent,
        "scrollbar-active": accent,
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
    }


THEMES = (
    Theme(
        name="tutor-dark",
        dark=True,
        primary="#6cb6ff",
        secondary="#8aa4c8",
        accent="#6cb6ff",
        foreground="#d8dee9",
        background="#14171d",
        surface="#1a1e26",
        panel="#222834",
        success="#7fd88f",
        warning="#e8cf6a",
        error="#ff8080",
        variables=_quiet("#14171d", "#2b3340", "#6cb6ff"),
    ),
    Theme(
        name="tutor-light",
        dark=False,
        primary="#0b62c4",
        secondary="#4a6485",
        accent="#0b62c4",
        foreground="#1f2530",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e8e5de",
        success="#19722c",
        warning="#7a6000",
        error="#b3261e",
        variables=_quiet("#fbfaf7", "#d3cec3", "#0b62c4"),
    ),
)


def role_colours(*, dark: bool) -> dict[str, str]:
    """Return the colour of each role, to be read on a dark or on a light background."""
    return ON_DARK if dark else ON_LIGHT
