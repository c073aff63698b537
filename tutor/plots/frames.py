"""A picture in a frame, and a part of one through a window."""

from __future__ import annotations

from tutor.plots.arrange import cut, fitted, number_at, row_width, shortened, width_of
from tutor.plots.cells import Colour, Picture, Row, Span


def framed(title: Row, body: Picture, width: int, fg: Colour = "muted", height: int = 0) -> Picture:
    """Draw a frame with its title in the top edge; width and (least) height include the frame."""
    inner = width - 4
    title = shortened(title, inner)
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
    first, last = left, left + width
    before, after = _drawn(cut(row, 0, left)), _drawn(cut(row, last, row_width(row)))
    start = min(number_at(row, first + before)[1], last - after)
    end = max(number_at(row, last - after)[0], start)
    lead = [Span("‹" + "…" * (start > first + 1), "muted")] if before else []
    tail = [Span("…" * (end < last - 1) + "›", "muted")] if after else []
    fill = Span(" " * (start - first - row_width(lead)))
    gap = Span(" " * (last - end - row_width(tail) if after else 0))
    return [span for span in [*lead, fill, *cut(row, start, end - start), gap, *tail] if span.text]


def _drawn(row: Row) -> bool:
    return any(span.text.strip() for span in row)
