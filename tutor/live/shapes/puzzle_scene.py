"""What shape puzzles show: a question, and why the answer was right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random, randrange

from tutor.assessment.shapes import spell_shape
from tutor.live.scene import Room
from tutor.live.shapes.drawing import inner_row, pair_rows
from tutor.live.shapes.options import ShapesOptions
from tutor.live.shapes.puzzle import Puzzle
from tutor.live.shapes.shape_puzzles import PuzzleMark, marked, puzzle
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span


@dataclass(frozen=True, slots=True)
class PuzzleState:
    """The puzzle at hand, its mark once it was answered, and how the answers were so far."""

    puzzle: Puzzle
    seed: int
    mark: PuzzleMark | None = None
    answers: tuple[bool, ...] = ()

    @property
    def streak(self) -> int:
        """How many answers in a row were right, up to the last one."""
        return (*self.answers[::-1], False).index(False)


class PuzzleScene:
    """Draws puzzles, and marks what is typed."""

    hint = "e types an answer, n draws the next puzzle."
    label = "shape"
    example = "(3, 4), or no"

    def __init__(self, options: ShapesOptions) -> None:
        self._kinds = options.puzzles
        self._seed = options.seed

    def started(self) -> PuzzleState:
        seed = randrange(2**32) if self._seed is None else self._seed
        return PuzzleState(self._drawn(seed), seed)

    def _drawn(self, seed: int) -> Puzzle:
        return puzzle(Random(f"kind {seed}").choice(self._kinds), seed)

    def next(self, state: PuzzleState) -> PuzzleState:
        """Return another puzzle than the present one."""
        seed = state.seed + 1
        while (drawn := self._drawn(seed)).question == state.puzzle.question:
            seed += 1
        return replace(state, puzzle=drawn, seed=seed, mark=None)

    def entered(self, state: PuzzleState, text: str) -> PuzzleState:
        """Mark the answer; only the first one to a puzzle counts."""
        mark = marked(state.puzzle, text)
        counted = () if state.mark else (mark.right,)
        return replace(state, mark=mark, answers=state.answers + counted)

    def figures(self, state: PuzzleState) -> Mapping[str, float]:
        return {
            "asked": len(state.answers),
            "right": sum(state.answers),
            "streak": state.streak,
        }

    def picture(self, state: PuzzleState, room: Room) -> Picture:
        rows = caption(state.puzzle.question, room.width, "text", bold=True)
        if state.mark:
            rows += [[], *self._verdict(state, state.mark, room.width)]
        return [*rows, [], *self._score(state)]

    def _verdict(self, state: PuzzleState, mark: PuzzleMark, width: int) -> Picture:
        asked = state.puzzle
        answer = "no, an error" if asked.answer is None else spell_shape(asked.answer)
        sign = Span("✔ ", "right") if mark.right else Span("✘ ", "wrong")
        said = mark.answer if mark.right else f"{mark.answer}: the answer is {answer}"
        rows: Picture = [[sign, Span(said, bold=True)], *caption(mark.text, width, "text")]
        if asked.combination is None:
            return rows
        if not asked.combination.is_product:
            return [*rows, [], *pair_rows(asked.combination)]
        written: list[Span] = [Span(str(asked.combination))]
        return [*rows, [], written, inner_row(asked.combination, 0)]

    def _score(self, state: PuzzleState) -> Picture:
        if not state.answers:
            return []
        text = f"{sum(state.answers)} of {len(state.answers)} right"
        signs = "".join("✔" if right else "✘" for right in state.answers[-20:])
        return [[Span(f"{text}  {signs}", "muted")]]
