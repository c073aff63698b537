"""Variables of the environment that no terminal can have meant: left out before anyone reads them.

Textual and Rich take them as they are, and end on what cannot be.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing `typing` for it would double the time of --version
if TYPE_CHECKING:
    from collections.abc import MutableMapping

_LARGEST = {  # numbers, from 1
    "COLUMNS": 2_000,
    "LINES": 2_000,
    "ESCDELAY": 10_000,
    "TEXTUAL_FPS": 1_000,
}
_COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")
_FOR_TESTS_OF_TEXTUAL = (  # keys that press themselves, and a picture that ends the program
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
)


def leave_out_impossible(environment: MutableMapping[str, str]) -> None:
    """Take out what cannot be obeyed, so that what holds without it holds."""
    for name, largest in _LARGEST.items():
        if not _is_number_to(largest, environment.get(name, "1")):
            del environment[name]
    if environment.get("TEXTUAL_COLOR_SYSTEM", "auto") not in _COLOUR_SYSTEMS:
        del environment["TEXTUAL_COLOR_SYSTEM"]
    for name in _FOR_TESTS_OF_TEXTUAL:
        environment.pop(name, None)


def _is_number_to(largest: int, text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(largest))
    return digits and 1 <= int(text) <= largest
