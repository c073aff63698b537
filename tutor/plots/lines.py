"""Line charts, several lines told apart without colour by their dots and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tutor.plots.arrange import fitted, row_width
from tutor.plots.axes import Axis, Values, axis, upright
from tutor.plots.canvas import Canvas
from tutor.plots.cells import Picture, Role, Row, Span

Style = Literal["solid", "dashed", "dotted", "dashdot"]
Range = tuple[float, float]

# How a style repeats along the line, and how it looks beside a name.
PATTERNS: dict[Style, str] = {
    "solid": "#",
    "dashed": "#####....",
    "dotted": "#..",
    "dashdot": "######...#...",
}
_SAMPLES: dict[Style, str] = {"solid": "──", "dashed": "╌╌", "dotted": "··", "dashdot": "─·"}
STYLES: tuple[Style, ...] = ("solid", "dashed", "dotted", "dashdot")
LETTERS = "ABCD"
"""What stands in lines that no style would tell apart any more."""
_LETTER_EVERY = 9  # columns
_LETTERS = 6  # of a name that is still to be recognised
_ROWS_A_KEY = 6  # of the chart, for each row that its key may take


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A line; where role or style is None, its place among the others decides.

    A line without a name is drawn, but not named.
    """

    name: str
    xs: Sequence[float] | Values
    ys: Sequence[float] | Values
    role: Role | None = None
    style: Style | None = None
    letter: str = ""
    """Stands in the line now and then, and beside its name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point that stands out, drawn as a glyph, with a few words to its right."""

    x: float
    y: float
    glyph: str = "●"
    role: Role = "accent"
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shade:
    """What lies between two curves over rising xs, behind all lines."""

    xs: Values
    low: Values
    high: Values
    role: Role = "muted"


def line_chart(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    x_label: str = "",
    y_label: str = "",
    whole_x: bool = False,
    log_x: bool = False,
    log_y: bool = False,
    x_range: Range | None = None,
    y_range: Range | None = None,
    marks: Sequence[Mark] = (),
    verticals: Sequence[float] = (),
    shades: Sequence[Shade] = (),
) -> Picture:
    """Return the chart in `width` columns and `height` rows.

    Values that are not finite, and on a log axis those not positive, leave a gap. A series with
    more values than columns is drawn by its mean in each column. Names stand at the ends of the
    lines where there is room, else in the row above. `verticals` are places on the x axis. A mark
    above or below the y axis stands at its end as ▲ or ▼.
    """
    lines = [_styled(line, place) for place, line in enumerate(series)]
    named = [line for line in lines if line.name]
    margin = _margin(named, width, height)
    key = named if len(named) > 1 and not margin else []
    top = _head(y_label, key, width, height) if y_label or key else []
    rows = max(height - len(top) - bool(x_label), 3)
    x_values = _all([*(line.xs for line in lines), [mark.x for mark in marks]])
    ends_of_shades = (side for shade in shades for side in (shade.low, shade.high))
    y_values = _all([*(line.ys for line in lines), *ends_of_shades, [mark.y for mark in marks]])
    x = axis(x_values, max(2, (width - margin) // 8), log=log_x, limits=x_range, whole=whole_x)
    y = upright(y_values, Canvas.rows_of(rows), log=log_y, limits=y_range)
    canvas = Canvas(x, y, width - margin, rows)
    ends = _draw_all(canvas, lines, marks, verticals, shades)
    body = canvas.picture()
    if margin:
        _add_names(body, canvas, lines, ends)
    if x_label:
        under = x_label.center(canvas.columns).rjust(canvas.left + canvas.columns)
        body.append([Span(under, "muted")])
    return [*top, *body]


def _draw_all(
    canvas: Canvas,
    lines: Sequence[Series],
    marks: Sequence[Mark],
    verticals: Sequence[float],
    shades: Sequence[Shade],
) -> list[float | None]:
    """Draw what is behind the lines, the lines, and what is before them; return their ends."""
    for shade in shades:
        _draw_shade(canvas, shade)
    for vertical in canvas.x.plotted(verticals):
        canvas.vertical(vertical)
    ends = [_draw(canvas, line) for line in lines]
    for mark in marks:
        _draw_mark(canvas, mark)
    return ends


def _draw_shade(canvas: Canvas, shade: Shade) -> None:
    low, high = canvas.y.plotted(shade.low), canvas.y.plotted(shade.high)
    canvas.shade(canvas.x.plotted(shade.xs), low, high, shade.role)


def _draw_mark(canvas: Canvas, mark: Mark) -> None:
    """Draw the mark, held within the y axis."""
    y, height = canvas.y, canvas.y.plotted(mark.y)
    held: Values = np.clip(height, y.low, y.high)
    slack = 1e-9 * (y.high - y.low)
    glyph = "▲" if height - held > slack else "▼" if held - height > slack else mark.glyph
    canvas.words(canvas.x.plotted(mark.x), held, f"{glyph} {mark.text}", mark.role)


def line_sample(place: int) -> Span:
    """Return how the line at this place among the others looks, for a key of one's own."""
    return Span(_SAMPLES[STYLES[place % 4]], series_role(place))


def series_role(place: int) -> Role:
    """Return the colour of the line at this place among the others."""
    return f"series-{place % 4 + 1}"


def _all(columns: list[Sequence[float] | Values]) -> Values:
    return np.concatenate([np.asarray(column, dtype=float).ravel() for column in columns])


def _styled(line: Series, place: int) -> Series:
    role, style = line.role or series_role(place), line.style or STYLES[place % 4]
    return replace(line, role=role, style=style)


def _margin(lines: list[Series], width: int, height: int) -> int:
    """Return the room that names at the lines' ends take, or 0 where they do not go there."""
    room = max((len(line.name) + bool(line.letter) for line in lines), default=0) + 4
    return room if 1 < len(lines) <= height - 4 and width >= 4 * room else 0


def _draw(canvas: Canvas, line: Series) -> float | None:
    """Draw the line; return its last finite value as plotted, None where it has none."""
    assert line.role and line.style
    xs, ys = _means(canvas.x.plotted(line.xs), canvas.y.plotted(line.ys), canvas.x, canvas.columns)
    if line.style == "solid":
        canvas.line(xs, ys, line.role)
    else:
        canvas.patterned(xs, ys, line.role, PATTERNS[line.style])
    if line.letter:
        _add_letters(canvas, xs, ys, line)
    shown = ys[np.isfinite(ys)]
    return float(shown[-1]) if shown.size else None


def _add_letters(canvas: Canvas, xs: Values, ys: Values, line: Series) -> None:
    """Write a line's letter into it at even steps, each letter at columns of its own."""
    known = np.isfinite(xs) & np.isfinite(ys)
    if not known.any():
        return
    first = 2 + 2 * LETTERS.find(line.letter)
    columns = np.arange(first, canvas.columns, _LETTER_EVERY)
    places = canvas.x.low + columns / max(canvas.columns - 1, 1) * (canvas.x.high - canvas.x.low)
    inside = places[(places >= xs[known][0]) & (places <= xs[known][-1])]
    inside = inside if inside.size else xs[known][-1:]
    heights = np.interp(inside, xs[known], ys[known])
    canvas.glyphs(inside.tolist(), heights.tolist(), line.letter, line.role or "text")


def _means(xs: Values, ys: Values, x: Axis, columns: int) -> tuple[Values, Values]:
    """Return at most one point a column; a column of values without a finite one stays NaN."""
    if len(xs) <= columns:
        return xs, ys
    known = np.isfinite(xs)
    place = np.clip(np.rint(x.position(xs[known], columns)), 0, columns - 1).astype(int)
    finite = np.isfinite(ys[known])
    total = np.bincount(place[finite], ys[known][finite], columns)
    count = np.bincount(place[finite], minlength=columns)
    used = np.bincount(place, minlength=columns) > 0
    with np.errstate(invalid="ignore"):
        means = total / count
    return np.linspace(x.low, x.high, columns)[used], means[used]


def _head(y_label: str, lines: list[Series], width: int, height: int) -> Picture:
    """Return what stands above the chart: what the y axis shows, then a key at the right.

    A key that is too wide takes more rows where the chart can spare them; where even these are too
    few, its names are shortened.
    """
    most = max(height // _ROWS_A_KEY, 1)
    keys: list[list[Series]] = [[]]
    for line in lines:
        label = y_label if len(keys) == 1 else ""
        full = len(label) + 1 + row_width(_key([*keys[-1], line])) > width
        keys += [[]] * (full and bool(keys[-1] or label) and len(keys) < most)
        keys[-1] = [*keys[-1], line]
    labels = [y_label, *[""] * (len(keys) - 1)]
    return [_head_row(label, key, width) for label, key in zip(labels, keys, strict=True)]


def _head_row(y_label: str, lines: list[Series], width: int) -> Row:
    """Return a row of words at the left and a key at the right, its names shortened alike.

    Where they would be shortened beyond recognition, the words give way.
    """
    longest = max((len(line.name) for line in lines), default=0)
    names = [_key(lines, most) for most in range(longest, 0, -1)]
    readable = names[: max(longest - _LETTERS, 0) + 1]
    beside = width - len(y_label) - 1
    key = next((key for key in readable if row_width(key) <= beside), [])
    if lines and not key:
        y_label, key = "", next((key for key in names if row_width(key) <= width), [])
    gap = max(width - len(y_label) - row_width(key), 1)
    return fitted([Span(y_label, "muted"), Span(" " * gap), *key], width)


def _key(lines: list[Series], most: int = 1000) -> Row:
    return [span for line in lines for span in (*_name(line, most), Span("  "))][:-1]


def _name(line: Series, most: int = 1000) -> Row:
    assert line.style
    sample = f"{line.letter}·{line.letter}" if line.letter else _SAMPLES[line.style]
    name = line.name if len(line.name) <= most else f"{line.name[: most - 1]}…"
    return [Span(f"{sample} ", line.role), Span(name, line.role)]


def _add_names(
    body: Picture, canvas: Canvas, lines: list[Series], ends: list[float | None]
) -> None:
    """Write each name beside the end of its line, moved apart where ends meet."""
    pairs = zip(ends, lines, strict=True)
    named = [(end, line) for end, line in pairs if end is not None and line.name]
    named.sort(key=lambda pair: -pair[0])
    rows = _apart([canvas.row_of(end) for end, _ in named], canvas.rows)
    for row, (_, line) in zip(rows, named, strict=True):
        body[row] += [Span(" "), *_name(line)]


def _apart(rows: list[int], height: int) -> list[int]:
    """Return sorted rows moved as little as needed so that each is used once."""
    for place in range(1, len(rows)):
        rows[place] = max(rows[place], rows[place - 1] + 1)
    limit = height - 1
    for place in reversed(range(len(rows))):
        rows[place] = max(min(rows[place], limit), 0)
        limit = rows[place] - 1
    return rows
