"""What is said around a live run: how it stands, its report, or why it could not go on."""

from __future__ import annotations

import textwrap

from engine.training import Snapshot
from tutor.fitting.run import LiveRun
from tutor.plots.arrange import row_width
from tutor.plots.cells import Picture, Row, Span

REPORT_ROWS = 2
_ROOMY = 84  # columns from which the report has room for the loss, which is in the status too

_FIGURES = {
    "loss": ("loss", "{:.3f}"),
    "accuracy": ("accuracy", "{:.1%}"),
    "macro_f1": ("macro F1", "{:.3f}"),
    "top2": ("top-2", "{:.1%}"),
    "ece": ("ECE", "{:.3f}"),
}


def status_row(run: LiveRun, running: bool, speed: str, width: int) -> Row:
    """Return how the run stands: its state, where it is, its figures; at the right the speed."""
    row = [
        state(run.snapshot, running),
        Span("  " + "  ".join(_figures(run)) if run.snapshot else ""),
    ]
    gap = width - row_width(row) - len(speed)
    return [*row, Span(" " * gap + speed, "muted")] if gap > 0 else row


def state(snapshot: Snapshot | None, running: bool) -> Span:
    """Return in a word how it stands."""
    if snapshot and snapshot.diverged:
        return Span("✘ diverged", "wrong", bold=True)
    if snapshot and snapshot.final:
        return Span("✔ finished", "right", bold=True)
    if running:
        return Span("▶ training", "accent", bold=True)
    return Span("‖ paused  " if snapshot and snapshot.step else "○ ready   ", "muted", bold=True)


def _figures(run: LiveRun) -> list[str]:
    snapshot = run.snapshot
    assert snapshot is not None
    told = [f"epoch {snapshot.epoch}/{run.training.config.epochs}", f"step {snapshot.step:,}"]
    told.append(f"loss {snapshot.loss:.4f}" if snapshot.loss < 1e4 else f"loss {snapshot.loss:.3g}")
    if snapshot.accuracy is not None:
        told.append(f"accuracy {snapshot.accuracy:.1%}".replace("%", " %"))
    return told


def report_rows(run: LiveRun, error: str, width: int) -> Picture:
    """Return two rows: what is trained, at the end how well it does, or what went wrong."""
    snapshot = run.snapshot
    if error:
        return _rows(f"✘ {error}", "wrong", width)
    if snapshot and snapshot.diverged:
        return _rows(f"✘ {snapshot.diverged.message}", "wrong", width)
    if snapshot and snapshot.final:
        return _report(snapshot, width)
    return _rows(run.description, "muted", width)


def _report(snapshot: Snapshot, width: int) -> Picture:
    """Return the figures of a finished run, those of a validation set in a row of their own."""
    if snapshot.val_loss is None:
        return [[*_measured(snapshot, "", width), Span(f"{snapshot.seconds:.2f} s", "muted")], []]
    rows = (("training    ", ""), ("validation  ", "val_"))
    return [[Span(name, "muted"), *_measured(snapshot, prefix, width)] for name, prefix in rows]


def _measured(snapshot: Snapshot, prefix: str, width: int) -> Row:
    row: Row = []
    for name, (title, form) in _FIGURES.items():
        value = getattr(snapshot, prefix + name)
        crowded = name == "loss" and snapshot.accuracy is not None and width < _ROOMY
        if value is not None and not crowded:
            told = (form if value < 1e4 else "{:.3g}").format(value).replace("%", " %")
            row += [Span(f"{title} ", "muted"), Span(f"{told}  ", bold=True)]
    return row


def _rows(text: str, role: str, width: int) -> Picture:
    lines = textwrap.wrap(text, max(width, 20))[:REPORT_ROWS]
    return [[Span(line, role)] for line in [*lines, *[""] * (REPORT_ROWS - len(lines))]]
