"""A picture in a frame, and a part of one through a window."""

from __future__ import annotations

from tutor.plots.arrange import fitted, in_cells, row_width, width_of
from tutor.plots.cells import Colour, Picture, Row, Span


def framed(title: Row, body: Picture, width: int, fg: Colour = "muted", height: int = 0) -> Picture:
    """Draw a frame with its title in the top edge; width and (least) height include the frame."""
    inner = width - 4
    title = cut(title, 0, inner)
    edge = "─" * (inner - row_width(title))
    blank: Picture = [[] for _ in range(height - 2 - len(body))]
    rows = [[Span("│ ", fg), *fitted(row, inner), Span(" │", fg)] for row in (*body, *blank)]
    top: Row = [Span("╭ ", fg), *title, Span(f" {edge}╮", fg)]
    return [top, *rows, [Span(f"╰{'─' * (width - 2)}╯", fg)]]


def window(picture: Picture, width: int, height: int, centre: tuple[int, int]) -> Picture:
    """Return what fits of a picture around a (row, column); ‹ and › tell that there is more."""
    full = width_of(picture)
    top = max(0, min(centre[0] - height // 2, len(picture) - height))
    left = max(0, min(centre[1] - width // 2, full - width))
    return [_seen(row, left, width) for row in picture[top : top + height]]


def _seen(row: Row, left: int, width: int) -> Row:
    seen = cut(row, left, width)
    if _drawn(cut(row, 0, left)):
        seen = [Span("‹", "muted"), *cut(seen, 1, width)]
    if _drawn(cut(row, left + width, row_width(row))):
        seen = [*fitted(seen, width - 1), Span("›", "muted")]
    return seen


def _drawn(row: Row) -> bool:
    return any(span.text.strip() for span in row)


def cut(row: Row, left: int, width: int) -> Row:
    """Return the columns from `left` on, `width` of them at most."""
    result: Row = []
    at = 0
    for span in row:
        cells = in_cells(span.text)
        text = "".join(cells[max(0, left - at) : max(0, left + width - at)])
        at += len(cells)
        if text:
            result.append(span._replace(text=text))
    return result
