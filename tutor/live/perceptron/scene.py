"""What a perceptron shows: its plane, and the example looked at with every number of the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tutor.live.perceptron.options import PerceptronOptions
from tutor.live.perceptron.plane import plane
from tutor.live.perceptron.run import Run
from tutor.live.perceptron.words import account
from tutor.live.scene import Room
from tutor.plots.arrange import beside
from tutor.plots.cells import Picture

_SHORTEST, _TALLEST = 11, 17  # rows of the plane
_NARROWEST = 24  # columns of a plane that has the numbers beside it
_GAP = 3
_ACCOUNT = 38  # columns of the numbers


@dataclass(frozen=True, slots=True)
class PerceptronState:
    """What is learned, and how many examples have been looked at."""

    problem: int = 0
    step: int = 0


class PerceptronScene:
    """Draws the states of one perceptron."""

    hint = "→ next example, ← back, m next mistake."

    def __init__(self, options: PerceptronOptions) -> None:
        self.runs = [
            Run(problem, options.learning_rate, options.epochs) for problem in options.problems
        ]
        self.hint += " ↑ ↓ another problem." if len(self.runs) > 1 else ""

    def started(self) -> PerceptronState:
        return PerceptronState()

    def run(self, state: PerceptronState) -> Run:
        return self.runs[state.problem]

    def next(self, state: PerceptronState) -> PerceptronState | None:
        """Return the state an example later; None at the end."""
        if state.step == len(self.run(state).corrections):
            return None
        return replace(state, step=state.step + 1)

    def before(self, state: PerceptronState) -> PerceptronState:
        return replace(state, step=max(state.step - 1, 0))

    def at_next_mistake(self, state: PerceptronState) -> PerceptronState:
        return replace(state, step=self.run(state).next_mistake(state.step))

    def with_problem(self, state: PerceptronState, by: int) -> PerceptronState:
        """Return the start of another problem."""
        return PerceptronState((state.problem + by) % len(self.runs))

    def figures(self, state: PerceptronState) -> Mapping[str, float]:
        run = self.run(state)
        line, last = run.line(state.step), run.corrections[state.step - 1 : state.step]
        figures = {
            "problem": state.problem + 1,
            "step": state.step,
            "epoch": last[0].epoch if last else 0,
            "mistakes": run.mistakes(state.step),
            "settled": bool(last and last[0].settled),
            "repeats": run.repeats(state.step),
        }
        numbers = {name: float(value) for name, value in figures.items()}
        return {**numbers, "w1": line.w1, "w2": line.w2, "b": line.b}

    def picture(self, state: PerceptronState, room: Room) -> Picture:
        run = self.run(state)
        height = max(min(room.rows, room.most(_TALLEST)), _SHORTEST)
        told = account(run, state.step)
        if room.width < _NARROWEST + _GAP + _ACCOUNT:
            return [*plane(run, state.step, room.width, _SHORTEST, room.palette), *told]
        width = min(room.width - _ACCOUNT - _GAP, 5 * height // 2)
        return beside(plane(run, state.step, width, height, room.palette), told, gap=_GAP)
