"""The course as a map: what to go on with, then units, one of them unfolded into its lessons.

Lines are made for what is in view alone, so that a course may have any number of lessons.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.message import Message

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.plots.arrange import row_width, shortened
from tutor.plots.cells import Row, Span
from tutor.plots.numbers import percent
from tutor.widgets.map_entries import Entry, GoOn, Marks, Review, UnitExercises, UnitTest
from tutor.widgets.picture import PictureView

FOLDED, UNFOLDED = "▹", "▾"
"""Before the title of a unit: whether its lessons are shown below it."""

CAPTION = "chance to answer right today"

_FIGURES = 14  # columns of a share and what stands behind it: " 100 % page 12"
_NOTE = 9  # columns behind the sign of a share


class CourseMap(PictureView, can_focus=True):
    """The cursor rests on any row; one unit is unfolded at a time."""

    DEFAULT_CSS = "CourseMap { width: 1fr; height: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the row under the cursor."),
        Binding(
            "up,k",
            "move(-1)",
            "choose",
            key_display="↑ ↓",
            tooltip="Move the cursor; what a lesson teaches follows it.",
        ),
        Binding("down,j", "move(1)", show=False),
        Binding(
            "left,h",
            "fold",
            "fold",
            key_display="← →",
            tooltip="Fold or unfold a unit; one is unfolded at a time.",
        ),
        Binding("right,l", "unfold", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]

    class Opened(Message):
        """The learner has chosen a row that leads somewhere."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Moved(Message):
        """The cursor has come to another row."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, index: CourseIndex) -> None:
        super().__init__(id="course")
        self._index = index
        self._pinned: list[Entry] = []
        self._marks: Marks | None = None
        self._exercised: Collection[str] = ()
        self._unfolded: UnitIndex | None = None
        self._entries: list[Entry] = []
        self._cursor = 0
        self._first = 0

    @property
    def entry(self) -> Entry | None:
        """What the cursor is on."""
        return self._entries[self._cursor] if self._entries else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows, from the first to the last."""
        return tuple(self._entries)

    def show(
        self,
        marks: Marks,
        go_on: GoOn | None,
        here: LessonIndex | None,
        review: Review | None = None,
        exercised: Collection[str] = (),
    ) -> None:
        """Draw what `marks` knows; `here` is the lesson to unfold the unit of.

        The units that have exercises are `exercised`, by their ids.
        """
        keep = self.entry
        self._exercised = exercised
        self._marks, self._pinned = marks, [row for row in (go_on, review) if row is not None]
        if isinstance(keep, GoOn):  # its words may be others now
            keep = next((row for row in self._pinned if type(row) is type(keep)), None)
        if self._unfolded is None and here is not None:
            self._unfolded = next((u for u in self._index.units if here in u.lessons), None)
        self._lay_out(keep)

    def move_to(self, entry: Entry) -> None:
        """Put the cursor on an entry, its unit unfolded."""
        for unit in self._index.units:
            if entry in unit.lessons or entry in (UnitTest(unit), UnitExercises(unit)):
                self._unfolded = unit
        self._lay_out(entry)

    def action_move(self, by: int) -> None:
        if self._entries:
            self._cursor = min(max(self._cursor + by, 0), len(self._entries) - 1)
            self._draw()
            self.post_message(self.Moved(self._entries[self._cursor]))

    def action_open(self) -> None:
        entry = self.entry
        if isinstance(entry, UnitIndex):
            self._unfold(None if entry == self._unfolded else entry)
        elif entry is not None:
            self.post_message(self.Opened(entry))

    def action_unfold(self) -> None:
        if isinstance(unit := self.entry, UnitIndex):
            self._unfold(unit)

    def action_fold(self) -> None:
        """Fold the unit that the cursor is in, and stay on its title."""
        if self._unfolded is not None and not isinstance(self.entry, GoOn):
            unit, self._unfolded = self._unfolded, None
            self._lay_out(self.entry if isinstance(self.entry, UnitIndex) else unit)

    def on_click(self, event: Click) -> None:
        place = self._place_at(event.y)
        if place is not None:
            self._cursor = place
            self.action_move(0)
            self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self.action_move(-1)

    def on_resize(self) -> None:
        self._draw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return container.height

    def _unfold(self, unit: UnitIndex | None) -> None:
        self._unfolded = unit
        self._lay_out(self.entry)

    def _lay_out(self, at: Entry | None) -> None:
        """Make the rows anew, the cursor on `at`, or on the first."""
        self._entries = [*self._pinned]
        for unit in self._index.units:
            self._entries.append(unit)
            if unit == self._unfolded:
                self._entries += unit.lessons
                self._entries += [UnitExercises(unit)] if unit.id in self._exercised else []
                self._entries += [UnitTest(unit)] if len(unit.lessons) > 1 else []
        self._cursor = self._entries.index(at) if at in self._entries else 0
        self.action_move(0)

    @property
    def _above(self) -> int:
        """Rows above the units: what is pinned, and a gap."""
        return len(self._pinned) + bool(self._pinned)

    @property
    def _room(self) -> int:
        """Rows for units and lessons."""
        return max(self.size.height - self._above, 1)

    def _place_at(self, y: int) -> int | None:
        """Return which entry a row of the screen shows."""
        if y < self._above:
            return y if y < len(self._pinned) else None
        place = y - self._above + self._first + len(self._pinned)
        return place if place < len(self._entries) else None

    def _draw(self) -> None:
        width = self.size.width
        if not width or self._marks is None:
            return
        listed = self._entries[len(self._pinned) :]
        cursor = max(self._cursor - len(self._pinned), 0)
        last = max(len(listed) - self._room, 0)
        if cursor <= self._first:  # the title above the first lesson is worth a line
            self._first = max(cursor - 1, 0)
        self._first = min(max(self._first, cursor - self._room + 1), last)
        pinned = [self._drawn(entry, width) for entry in self._pinned]
        shown = listed[self._first : self._first + self._room]
        pinned += [self._caption(shown, width)] if pinned else []
        self.picture = [*pinned, *(self._drawn(entry, width) for entry in shown)]

    def _caption(self, shown: Sequence[Entry], width: int) -> Row:
        """Return the row above the units: what their bars mean, once there are any."""
        assert self._marks is not None
        known = (each for each in shown if isinstance(each, UnitIndex | LessonIndex))
        if not any(map(self._marks.share, known)):
            return [Span("")]
        return [Span(f"{CAPTION:>{width - _NOTE}}", "muted")]

    def _drawn(self, entry: Entry, width: int) -> Row:
        here = entry is self.entry or entry == self.entry
        cursor = "▸ " if here else "  "
        if isinstance(entry, GoOn):
            end = [Span(f"{entry.minutes} min  " if entry.minutes else "", "muted")]
            row = [Span(f" {cursor}"), Span(entry.words, bold=True)]
            return self._marked(row, [*end, Span(f"{entry.key:>5} ", "accent")], width, here)
        end = self._figures(entry, width)
        assert self._marks is not None
        mark = self._marks.mark(entry)
        if isinstance(entry, UnitIndex):
            fold = UNFOLDED if entry == self._unfolded else FOLDED
            number = f"{entry.number}  " if entry.number else ""
            words = [Span(f" {cursor}"), Span(f"{fold} ", "muted"), Span(f"{mark} {number}")]
            words += [Span(entry.title, bold=True)]
        elif isinstance(entry, LessonIndex):
            number = f"{entry.number:<5}" if entry.number else ""
            words = [Span(f"    {cursor}{mark} {number}{entry.title}")]
        elif isinstance(entry, UnitExercises):
            words = [Span(f"    {cursor}{mark} Exercises of this unit")]
        else:
            words = [Span(f"    {cursor}{mark} Test of this unit")]
        return self._marked(words, end, width, here)

    def _figures(self, entry: Entry, width: int) -> Row:
        """Return the bar, the share and the note at the end of a row."""
        assert self._marks is not None
        note, share = self._marks.note(entry), self._marks.share(entry)
        if share is None:
            return [Span(f"{note} ", "muted")]
        cells = 12 if width > 80 else 7
        full = round(share * cells)
        figure = f" {percent(share):>3} %" if share else ""
        return [
            Span("━" * full),
            Span("─" * (cells - full), "muted"),
            Span(figure),
            Span(f"{note:>{_FIGURES - len(figure)}} ", "muted"),
        ]

    def _marked(self, words: Row, end: Row, width: int, here: bool) -> Row:
        """Return words and what stands at the right, reversed under the cursor."""
        left = shortened(words, max(width - row_width(end) - 1, 1))
        gap = Span(" " * max(width - row_width(left) - row_width(end), 0))
        row = [*left, gap, *end]
        return [span._replace(reverse=True, fg=None) for span in row] if here else row
