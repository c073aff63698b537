"""A scene draws the states of a live part; it is pure, and a widget has the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tutor.live.dials import Settings
from tutor.plots.cells import Palette, Picture

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Room:
    """The place that a scene is drawn in; it should not take more rows, and may take fewer."""

    width: int
    rows: int
    palette: Palette
    focused: bool
    beside: bool = False
    """Whether it is a place of its own beside the text, in which rows are there to be used."""

    def most(self, usual: int) -> int:
        """Return how many rows a drawing may take that takes `usual` ones among the text."""
        return max(self.rows, usual) if self.beside else usual


class Scene(Protocol[State]):
    """What there is to see: the first state, the figures of a state, and its picture."""

    hint: str
    """What to try, where the lesson says nothing else."""

    def started(self) -> State:
        """Return the state that the part opens with, and goes back to."""

    def figures(self, state: State) -> Mapping[str, float]:
        """Return the numbers that the formula of a task may use."""

    def picture(self, state: State, room: Room) -> Picture:
        """Draw the state."""


class PlayedScene(Scene[State], Protocol[State]):
    """A scene that can go on by itself."""

    def next(self, state: State) -> State | None:
        """Return what comes after this state, None at the end."""


class TypedScene(Scene[State], Protocol[State]):
    """A scene that takes a text."""

    label: str
    """What stands before the line."""
    example: str
    """What stands in the empty line."""

    def entered(self, state: State, text: str) -> State:
        """Return the state after `text`; raises FormulaError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class DialledState:
    """What is shown, as far as the dials decide it."""

    settings: Settings
    """How the dials are set."""


@dataclass(frozen=True, slots=True)
class ViewedState(DialledState):
    """How the dials are set, and which view is shown."""

    view: int = 0


class ViewedScene(Scene[ViewedState], Protocol):
    """A scene that can be drawn in several ways."""

    @property
    def views(self) -> Sequence[str]:
        """The names of the views, in their order."""
