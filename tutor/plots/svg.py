"""A picture as an SVG file: text in cells, in the colours of a theme."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tutor.plots.arrange import width_of
from tutor.plots.cells import RGB, Colour, Picture, Role, Span

CELL_WIDTH, CELL_HEIGHT, SIZE = 8.4, 18, 14  # pixels
_BLANK = "\u00a0"  # readers drop other blanks at the ends, and make several one
FONT = "'DejaVu Sans Mono', Menlo, Consolas, monospace"


def svg(picture: Picture, colours: Mapping[Role, RGB], background: RGB) -> str:
    """Return the picture as SVG; every role in it needs a colour, "text" is the usual one."""
    width, height = width_of(picture) * CELL_WIDTH + 16, len(picture) * CELL_HEIGHT + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' font-family="{FONT}" font-size="{SIZE}" shape-rendering="crispEdges">',
        f'<rect width="100%" height="100%" fill="{_hex(background)}"/>',
    ]
    for row, spans in enumerate(picture):
        column = 0
        for span in spans:
            parts += _span(span, row, column, colours, background)
            column += len(span.text)
    return "\n".join([*parts, "</svg>\n"])


def _span(
    span: Span, row: int, column: int, colours: Mapping[Role, RGB], background: RGB
) -> list[str]:
    fore, ground = _rgb(span.fg, colours), _rgb(span.bg, colours) if span.bg else None
    if span.reverse:
        fore, ground = ground or background, fore
    x, y = 8 + column * CELL_WIDTH, 8 + row * CELL_HEIGHT
    length = len(span.text) * CELL_WIDTH
    parts = []
    if ground is not None:
        parts.append(_box(x, y, length, CELL_HEIGHT, ground))
    if set(span.text) == {"▀"}:  # fonts leave gaps beside it
        parts.append(_box(x, y, length, CELL_HEIGHT // 2, fore))
    elif words := span.text.strip(" "):
        style = (' font-weight="bold"' if span.bold else "") + (
            ' text-decoration="underline"' if span.underline else ""
        )
        x += (len(span.text) - len(span.text.lstrip(" "))) * CELL_WIDTH
        parts.append(
            f'<text x="{x:g}" y="{y + 14:g}" textLength="{len(words) * CELL_WIDTH:g}"'
            f' fill="{_hex(fore)}"{style}>{escape(words).replace(" ", _BLANK)}</text>'
        )
    return parts


def _box(x: float, y: float, width: float, height: float, colour: RGB) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{_hex(colour)}"/>'
    )


def _rgb(colour: Colour | None, colours: Mapping[Role, RGB]) -> RGB:
    return colour if isinstance(colour, tuple) else colours[colour or "text"]


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
