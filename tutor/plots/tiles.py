"""Pictures dot by dot: a dot is two columns wide, or shows its number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from tutor.plots.cells import RGB, Palette, Picture, Row, Span
from tutor.plots.shades import Pixels, readable_on

Place = tuple[int, int]

_SHADES = " ░▒▓█"


def tiles(pixels: Pixels, palette: Palette, marks: Mapping[Place, str]) -> Picture:
    """Draw the dots (height, width, 3); `marks` are two characters to stand on a dot.

    Without colour the brightness is shown by five shades.
    """
    return [
        [_tile(_rgb(dot), marks.get((row, column), ""), palette) for column, dot in enumerate(line)]
        for row, line in enumerate(pixels)
    ]


def _tile(colour: RGB, mark: str, palette: Palette) -> Span:
    if palette.colour:
        return Span(mark or "  ", readable_on(colour, palette), colour, bold=True)
    shade = _SHADES[round(sum(colour) / (3 * 255) * (len(_SHADES) - 1))]
    return Span(mark or shade * 2, bold=bool(mark))


def number_tiles(
    texts: Sequence[Sequence[str]],
    ground: Callable[[int, int], RGB],
    palette: Palette,
    chosen: Collection[Place] = (),
    strong: Collection[Place] = (),
) -> Picture:
    """Draw numbers on the colours of their dots; a run of chosen ones stands in brackets."""
    widest = max(len(text) for line in texts for text in line)
    return [
        _numbers_row(line, row, widest, ground, palette, chosen, strong)
        for row, line in enumerate(texts)
    ]


def _numbers_row(
    texts: Sequence[str],
    row: int,
    widest: int,
    ground: Callable[[int, int], RGB],
    palette: Palette,
    chosen: Collection[Place],
    strong: Collection[Place],
) -> Row:
    spans: Row = []
    for column, text in enumerate(texts):
        here, before = (row, column) in chosen, (row, column - 1) in chosen
        bracket = "[" if here and not before else "]" if before and not here else " "
        bold = here or before
        look = _look(ground(row, column), palette)
        spans.append(look._replace(text=bracket, bold=bold))
        strongly = (row, column) in strong
        spans.append(look._replace(text=text.rjust(widest), bold=here, underline=strongly))
    last = "]" if (row, len(texts) - 1) in chosen else " "
    return [*spans, spans[-1]._replace(text=last, underline=False)]


def _look(colour: RGB, palette: Palette) -> Span:
    if not palette.colour:
        return Span("")
    return Span("", readable_on(colour, palette), colour)


def _rgb(dot: Pixels) -> RGB:
    red, green, blue = dot.tolist()
    return red, green, blue
