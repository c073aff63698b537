"""Pictures of plain characters, for terminals and fonts that draw nothing else."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PAIRS = {
    "─━╌┄┅╍╴╶╸╺═▁▂": "-",
    "│┃╎┆┇╷╵╹╻║▏▎▕": "|",
    "┌┐└┘╭╮╰╯├┤┬┴┼┏┓┗┛┝┥┠┨┡┢┩┪┣┫┳┻╋┯┷┿╂╔╗╚╝╟╢╠╣╡╞┱┲┹┺": "+",
    "▀▔": '"',
    "▄▃▅▖▗": "_",
    "█▇▆▓■▌▐▊▋▉": "#",
    "▒▚▞": "%",
    "░": ":",
    "▸▹▶→": ">",
    "◂◀←": "<",
    "↑▲▴": "^",
    "↓▼▽▾": "v",
    "●◆★✦": "*",
    "○◔◇☆✧◌": "o",
    "△": "A",
    "□": "u",
    "◐": "~",
    "✔✚": "+",
    "✘": "x",
    "·•": ".",
    "−–—": "-",
    "×": "x",
    "…": "~",
    "‹": "<",
    "›": ">",
    "“”": '"',
    "‘’": "'",
    "↻": "@",
}
PLAIN = str.maketrans({sign: plain for signs, plain in _PAIRS.items() for sign in signs}) | {
    place: "." if place > 0x2800 else " "
    for place in range(0x2800, 0x2900)  # Braille dots
}


class PlainDrawing(LineFilter):
    """Puts a plain character of the same width in the place of each that draws."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isascii()
            else segment._replace(text=segment.text.translate(PLAIN))
            for segment in segments
        ]
