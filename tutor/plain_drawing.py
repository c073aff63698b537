"""Pictures of plain characters, for terminals and fonts that draw nothing else."""

from __future__ import annotations

import re
from unicodedata import name, normalize

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PAIRS = {
    "─╴╶▂": "-",
    "━═╸╺": "=",
    "╌┄┅╍": ".",
    "│┃╷╵╹╻║▏▎▕": "|",
    "╎┆┇": ":",
    "┌┐└┘╭╮╰╯├┤┬┴┼┏┓┗┛┝┥┠┨┡┢┩┪┣┫┳┻╋┯┷┿╂╔╗╚╝╟╢╠╣╡╞┱┲┹┺": "+",
    "▀▔": '"',
    "▁▖▗": "_",
    "▃▄▅": "=",
    "█▇▆▓■▌▐▊▋▉▍▦": "#",
    "▒▚▞": "%",
    "░": ":",
    "▸▹▶→❯↦⇒⇢∠": ">",
    "◂◀←⇐⏎": "<",
    "↑▲▴∧": "^",
    "↓⇣▼▽▾∨ˇ": "v",
    "↕↔⇔": "|",
    "●◆★✦◈⋆∗": "*",
    "○◔◇☆✧◌▫°": "o",
    "◑∅": "0",
    "◕": "@",
    "△∀": "A",
    "□∪⋃": "u",
    "∩⋂": "n",
    "▣": "X",
    "◐": "~",
    "✔✚✓†⊕": "+",
    "✘⊗": "x",
    "·•∴": ".",
    "−–—‐‑⁻₋⊖∓": "-",
    "×": "x",
    "…⋯": "~",
    "⋮": ":",
    "⋱╲": "\\",
    "╱⁄∕": "/",
    "‖∥": "|",
    "‹": "<",
    "›": ">",
    "“”": '"',
    "‘’": "'",
    "↻": "@",
    "⌈⌊⎡⎢⎣": "[",
    "⌉⌋⎤⎥⎦": "]",
    "⎛⎜⎝": "(",
    "⎞⎟⎠": ")",
    "⎧⎨⎩⎪": "{",
    "⎫⎬⎭": "}",
    "≈≅∼≃∝": "~",
    "≤≪⟨⊂⊆": "<",
    "≥≫⟩⊃⊇": ">",
    "≠¬∉": "!",
    "≡∃": "E",
    "≜⊨": "=",
    "∐⊥": "_",
    "⊤": "T",
    "∋": "3",
    "∫∬∮": "S",
    "∂": "d",
    "∇": "V",
    "∑": "S",
    "∏": "P",
    "√": "V",
    "∞": "8",
    "∈": "E",
    "⊙∘⋅": "*",
    "±": "+",
    "÷": "/",
    "′": "'",
    "″": '"',
}


class _Plain(dict[int, str]):
    """What stands for each character; those that are not listed are found when they are met."""

    def __missing__(self, place: int) -> str:
        self[place] = plain = chr(place) if place < 128 else _nearest(chr(place))
        return plain


def _nearest(sign: str) -> str:
    """Return an ASCII character that a sign is like, in as many cells as the sign takes."""
    if 0x2800 <= ord(sign) < 0x2900:  # Braille dots
        return "." if ord(sign) > 0x2800 else " "
    if 0x2500 <= ord(sign) < 0x2580:  # a corner or a crossing of lines
        return "+"
    bare = normalize("NFKD", sign)[:1]
    words = name(bare, "").split(" LETTER ")
    if len(words) == 2:  # GREEK SMALL LETTER SIGMA
        bare = words[1][0] if words[0].endswith("CAPITAL") else words[1][0].lower()
    return (bare if bare.isascii() else "?") * cell_len(sign)


PLAIN = _Plain({ord(sign): plain for signs, plain in _PAIRS.items() for sign in signs})


_PRODUCT = re.compile(r"(?<=[\w)])·(?=[\w(−])|(?<=\d )·(?= [\d(−])")
"""A dot between factors, which as a full stop would make another number of them."""


class PlainDrawing(LineFilter):
    """Puts a plain character of the same width in the place of each that draws."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isascii()
            else segment._replace(text=_PRODUCT.sub("*", segment.text).translate(PLAIN))
            for segment in segments
        ]
