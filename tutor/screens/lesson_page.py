"""One page as the lesson screen shows it: the heading, the text, and what the parts become."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain, count

from markdown_it.token import Token
from textual.app import ComposeResult
from textual.widget import Widget

from tutor.course.covers import Passage
from tutor.course.model import Lesson, Part
from tutor.course.stretches import stretches
from tutor.live.directives import DIRECTIVES
from tutor.live.foretold import shows
from tutor.messages import TaskDone, TaskShown
from tutor.widgets.beside import AwaitedPlace, LivePage, LivePlace
from tutor.widgets.callout import Callout
from tutor.widgets.cover import Cover
from tutor.widgets.inline import inline_content
from tutor.widgets.next_line import NextLine
from tutor.widgets.page_head import lesson_goals, page_title
from tutor.widgets.prose import PartBlock, Prose
from tutor.widgets.question import QuestionView


class LessonPage(LivePage):
    """A page, scrolled by the screen's keys, covered below the first guess that is not made."""

    def __init__(
        self,
        lesson: Lesson,
        number: int,
        best: dict[str, float],
        lifted: Collection[str],
        below: Sequence[Widget] = (),
    ) -> None:
        """`best` holds the scores of questions tried before, `lifted` the guesses done with.

        What is `below` stands at the end of the page.
        """
        super().__init__(classes="page")
        self._lesson = lesson
        self._number = number
        self._page = lesson.pages[number]
        # Covered parts count too: what is above a cover keeps its place when it is lifted.
        self.set_class(any(part.name in DIRECTIVES for part in self._page.parts.values()), "-live")
        self._best = best
        self._below = below
        self._task_names: dict[object, str] = {}
        self._covered = lesson.passages(self._page)
        self._lifted = {*lifted}
        self._behind: dict[Cover, int] = {}
        """The live parts that stand above the guess that covers them, by their line."""

    def compose(self) -> ComposeResult:
        yield page_title(self._page.title)
        if self._number == 0:
            lesson = self._lesson
            goals = [inline_content(goal) for goal in lesson.objectives]
            yield from lesson_goals(goals, lesson.minutes, lesson.prerequisites)
        shown = self._uncovered()
        if self.has_class("-live") and not _has_live(shown):
            yield AwaitedPlace()
        yield from shown
        yield from self._below
        yield NextLine(self._what_follows())

    async def lift(self, guess: str) -> None:
        """Show what the guess of this id covers, down to the next one."""
        self._lifted.add(guess)
        for cover in [cover for cover in self.query(Cover) if cover.guess == guess]:
            line = self._behind.pop(cover, None)
            shown = self._uncovered() if line is None else self._at_its_place(line)
            async with self.batch():
                await self.mount_all(shown, before=cover)
                await cover.remove()
                if _has_live(shown):
                    await self.query(AwaitedPlace).remove()
        self.bring_nearest()

    def _uncovered(self) -> list[Widget]:
        """Return the text to show next, and the cover of what waits for a guess below it."""
        shown: list[Widget] = []
        while self._covered:
            passage = self._covered.pop(0)
            shown.extend(self._laid_out(passage))
            if passage.guess is not None and passage.guess not in self._lifted:
                return [*shown, Cover(passage.guess)]
        return shown

    def _laid_out(self, passage: Passage) -> Iterator[Widget]:
        """Yield the text of a passage, and where it has live parts their places."""
        for stretch in stretches(passage.markdown, DIRECTIVES):
            line = passage.line + stretch.line
            if not stretch.is_part:
                yield Prose(stretch.markdown, partial(self._part_in_text, line))
            elif guess := self._guess_of(line):
                cover = Cover(guess)
                self._behind[cover] = line
                yield cover
            else:
                yield from self._at_its_place(line)

    def _at_its_place(self, line: int) -> list[Widget]:
        place = LivePlace(self._live_part(self._page.parts[line]))
        return [place.post, place]

    def _guess_of(self, line: int) -> str | None:
        """Return the guess further down, not made yet, that asks what the part on a line shows."""
        shown = self._page.parts[line]
        for below, part in self._page.parts.items():
            question = self._lesson.questions.get(part.argument) if below > line else None
            if question is None or question.kind != "predict" or question.id in self._lifted:
                continue
            covers = getattr(part.options, "cover", None) is None
            if covers and shows(shown.name, shown.options, question.compute):
                return question.id
        return None

    def reveal(self, widget: Widget) -> None:
        """Bring the whole of a part into view, not just the line that has the focus."""
        blocks = (
            node for node in widget.ancestors_with_self if isinstance(node, PartBlock | LivePlace)
        )
        if block := next(blocks, None):
            self.scroll_to_widget(block, animate=False)

    def _part_in_text(self, first: int, token: Token) -> Widget:
        """Return the question or the callout at a token of the text that begins at line `first`."""
        assert token.map is not None
        part = self._page.parts[first + token.map[0]]
        if part.name == "question":
            question = self._lesson.questions[part.argument]
            return QuestionView(self._lesson.id, question, best=self._best.get(question.id))
        return Callout(part.name, part.argument, part.body)

    def _live_part(self, part: Part) -> Widget:
        widget: Widget = DIRECTIVES[part.name].made(part.options)
        if task := getattr(part.options, "task", None):
            self._task_names[widget] = self._free_name(task.id or part.name)
        return widget

    def _free_name(self, task: str) -> str:
        """Return what a task is called in the progress."""
        place = f"{self._lesson.id}#{self._lesson.page_names[self._number]}/{task}"
        names = chain([place], (f"{place}-{number}" for number in count(2)))
        return next(name for name in names if name not in self._task_names.values())

    def on_task_shown(self, message: TaskShown) -> None:
        message.name = self._task_names.get(message.view, "")

    def on_task_done(self, message: TaskDone) -> None:
        message.name = self._task_names.get(message.view, "")

    def _what_follows(self) -> str:
        pages = self._lesson.pages
        if self._number + 1 < len(pages):
            return pages[self._number + 1].title
        return "the quiz" if self._lesson.quiz else "done"


def _has_live(shown: Sequence[Widget]) -> bool:
    return any(isinstance(widget, LivePlace) for widget in shown)
