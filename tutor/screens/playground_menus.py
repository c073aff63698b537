"""What the playground offers to choose from: presets, views, things to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from tutor.playground import takeaway
from tutor.playground.board import TITLES
from tutor.playground.foresight import SHAPES
from tutor.playground.presets import PRESETS, Preset
from tutor.plots.cells import plain
from tutor.plots.lines import LETTERS, Series, line_chart
from tutor.plots.numbers import percent, shown
from tutor.runs.run import LiveRun
from tutor.runs.store import KeptRun
from tutor.screens.chooser import Offer


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to take away: into a file with this ending, or to the clipboard."""

    what: str
    make: Callable[[], str]
    suffix: str = ""


def preset_choices(of_lessons: Sequence[Preset]) -> list[Offer[Preset]]:
    """The set-ups of the course in use, then those that every course has."""
    groups = {"From the lessons": of_lessons, "To begin with": PRESETS}
    return [
        Offer(
            Content.assemble((preset.name, "bold"), (f"\n{preset.line}", "dim")),
            preset,
            heading="" if number else title,
        )
        for title, presets in groups.items()
        for number, preset in enumerate(presets)
    ]


def view_choices(suitable: list[str]) -> list[Offer[str]]:
    return [Offer(Content(TITLES[view]), view) for view in suitable]


def overlay_choices(kept: Sequence[KeptRun], over: Sequence[str]) -> list[Offer[tuple[str, ...]]]:
    """A kept run each, with the letter it has on the charts; its value is what is then laid over.

    A run that lies over already is taken away; a new one takes the place of the oldest of four.
    """
    choices: list[Offer[tuple[str, ...]]] = []
    for run in kept:
        here = run.name in over
        others = tuple(name for name in over if name != run.name)
        mark = f"{LETTERS[over.index(run.name)]} " if here else "  "
        told = _figures(run) + ("; enter takes it away" if here else "")
        label = Content.assemble((f"{mark}{run.name}", "bold"), (f"  {told}", "dim"))
        choices.append(Offer(label, others if here else (*others[1 - len(LETTERS) :], run.name)))
    return [Offer(Content("Take all of them away"), ()), *choices] if over else choices


def _figures(run: KeptRun) -> str:
    loss, share = run.last("loss"), run.last("accuracy")
    told = "" if loss is None else f"loss {shown(loss)}"
    return told if share is None else f"{told}, accuracy {percent(share, 1)} %"


def shape_choices() -> list[Offer[str]]:
    """The four ways a loss may go, each with a small sketch."""
    return [
        Offer(Content.assemble((f"It {shape.words}\n", "bold"), _sketch(shape.sketch)), shape.name)
        for shape in SHAPES.values()
    ]


def _sketch(values: tuple[float, ...]) -> str:
    line = Series("", range(len(values)), values)
    rows = plain(line_chart([line], 40, 6, y_range=(0.0, 1.0))).split("\n")
    return "\n".join(row[4:] for row in rows[:4])


def parcels(run: LiveRun, svg: Callable[[], str], text: Callable[[], str]) -> list[Parcel]:
    """Everything that can be taken away from a run."""
    settings = run.present_settings()
    return [
        Parcel("the run as a PyTorch program", lambda: takeaway.program(run), "py"),
        Parcel(
            "the settings for nn-tutor train --config", lambda: takeaway.config(settings), "json"
        ),
        Parcel("the curves as CSV", lambda: takeaway.curves(run.history.snapshots), "csv"),
        Parcel("the picture as SVG", svg, "svg"),
        Parcel("the picture as text", text, "txt"),
        Parcel("the command that opens this set-up", lambda: takeaway.playground_command(settings)),
        Parcel(
            "the command that trains it without the app", lambda: takeaway.train_command(settings)
        ),
    ]


def parcel_choices(offered: list[Parcel]) -> list[Offer[Parcel]]:
    return [
        Offer(
            Content.assemble(
                parcel.what, (f"  .{parcel.suffix}" if parcel.suffix else "  copied", "dim")
            ),
            parcel,
        )
        for parcel in offered
    ]
