"""Progress: what the learner can do by now, unit by unit and objective by objective."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.messages import LessonOpened
from tutor.plots.numbers import percent
from tutor.progress.standing import MARKS, Standing
from tutor.progress.store import Store
from tutor.widgets.key_bar import KeyBar

_BAR = 12  # cells
_FIGURES = 38  # columns at the end of a row
SAID = (
    "━━ is the share of the questions solved; an answer that was shown does not count. "
    "enter opens a unit, and in it a lesson."
)


class ProgressScreen(Screen[None]):
    """Units with their tests; an opened one lists its lessons and what they teach."""

    DEFAULT_CSS = """
    ProgressScreen > #progress-title { margin: 0 2 1 2; }
    ProgressScreen > OptionList {
        height: 1fr; margin: 0 2; border: none; padding: 0; background: $background;
        scrollbar-size-vertical: 1;
    }
    ProgressScreen > #progress-said { height: auto; margin: 1 2; color: $text-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold(True)", "open unit", key_display="→"),
        Binding("left,h", "unfold(False)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("escape", "dismiss", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, index: CourseIndex, store: Store) -> None:
        super().__init__()
        self._index = index
        self._store = store
        self._unfolded: set[str] = set()
        self._rows: list[UnitIndex | LessonIndex] = []
        self._standing = Standing(index, store)

    def compose(self) -> ComposeResult:
        yield Static(id="progress-title")
        yield OptionList(compact=True)
        yield Static(Content(SAID), id="progress-said")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the progress anew: the learner may come back from a lesson."""
        self._standing = Standing(self._index, self._store)
        self.query_one("#progress-title", Static).update(self._title())
        self._list()
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._list()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        entry = self._rows[event.option_index]
        if isinstance(entry, LessonIndex):
            self.post_message(LessonOpened(entry.id))
        else:
            self._unfolded ^= {entry.id}
            self._list()

    def action_unfold(self, unfold: bool) -> None:
        """Open the unit under the cursor, or close the one that the cursor is in."""
        place = self.query_one(OptionList).highlighted
        if place is None:
            return
        entry = self._rows[place]
        unit = next(u for u in self._index.units if entry == u or entry in u.lessons)
        self._unfolded = self._unfolded | {unit.id} if unfold else self._unfolded - {unit.id}
        self._list(unit)

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    def _title(self) -> Content:
        minutes = round(self._store.seconds() / 60)
        time = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        total, answers = len(self._index.lessons), len(self._store.attempts())
        done = f"   {self._standing.done} of {total} lessons done · {answers} answers · {time}"
        return Content.assemble(("Progress", "bold"), (done, "dim"))

    def _list(self, at: UnitIndex | None = None) -> None:
        options = self.query_one(OptionList)
        place = options.highlighted
        drawn: list[Content] = []
        self._rows = []
        for unit in self._index.units:
            self._rows.append(unit)
            drawn.append(self._unit_row(unit))
            for lesson in unit.lessons if unit.id in self._unfolded else ():
                self._rows.append(lesson)
                drawn.append(self._lesson_rows(lesson))
        options.set_options(Option(row) for row in drawn)
        if self._rows:
            kept = self._rows.index(at) if at else min(place or 0, len(self._rows) - 1)
            options.highlighted = kept

    def _unit_row(self, unit: UnitIndex) -> Content:
        best = self._standing.test(unit)
        test = "" if best is None else f"test {percent(best)}%"
        mark = self._standing.unit_mark(unit)
        share = self._standing.solved(unit.lessons)
        return self._row(f"{mark} {unit.title}", share, test, bold=True)

    def _lesson_rows(self, lesson: LessonIndex) -> Content:
        """Return a lesson's row, and below it what it teaches."""
        mark, seen = self._standing.mark(lesson), self._standing.progress(lesson)
        figures = f"{min(seen.solved, lesson.questions)} of {lesson.questions} solved"
        row = self._row(
            f"  {mark} {lesson.number:<5}{lesson.title}", self._standing.solved([lesson]), figures
        )
        sign = MARKS["done"] if mark == MARKS["done"] else " "
        taught = "".join(f"\n         {sign} {text}" for text in lesson.objectives)
        return row + Content.styled(taught, "dim")

    def _row(self, words: str, share: float | None, note: str, *, bold: bool = False) -> Content:
        room = max(self.size.width - _FIGURES - 6, 20)
        left = Content.styled(words, "bold" if bold else "").truncate(room, ellipsis=True, pad=True)
        if share is None:
            return left
        full = round(share * _BAR)
        bar = Content.assemble("━" * full, ("─" * (_BAR - full), "dim"))
        return left + "  " + bar + f" {percent(share):>3} %" + f"  {note}"
