"""What the playground offers to choose from: presets, views, things to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content

from tutor.fitting.run import LiveRun
from tutor.playground import takeaway
from tutor.playground.board import TITLES
from tutor.playground.foresight import SHAPES
from tutor.playground.presets import PRESETS, Preset
from tutor.plots.cells import plain
from tutor.plots.lines import Series, line_chart
from tutor.screens.chooser import Choice


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to take away: into a file with this ending, or to the clipboard."""

    what: str
    make: Callable[[], str]
    suffix: str = ""


def preset_choices() -> list[Choice[Preset]]:
    return [
        Choice(Content.assemble((preset.name, "bold"), (f"\n{preset.told}", "dim")), preset)
        for preset in PRESETS
    ]


def view_choices(suitable: list[str]) -> list[Choice[str]]:
    return [Choice(Content(TITLES[view]), view) for view in suitable]


def shape_choices() -> list[Choice[str]]:
    """The four ways a loss may go, each with a small sketch."""
    return [
        Choice(Content.assemble((f"It {shape.told}\n", "bold"), _sketch(shape.sketch)), shape.name)
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


def parcel_choices(offered: list[Parcel]) -> list[Choice[Parcel]]:
    return [
        Choice(
            Content.assemble(
                parcel.what, (f"  .{parcel.suffix}" if parcel.suffix else "  copied", "dim")
            ),
            parcel,
        )
        for parcel in offered
    ]
