"""What is said around a live run: how it stands, its report, or why it could not go on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from engine.training import Snapshot
from tutor.plots.arrange import first_fitting
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import percent, shown, shown_share
from tutor.runs.findings.finding import Finding
from tutor.runs.luck import sentence
from tutor.runs.run import LiveRun

REPORT_ROWS = 2
_ROOMY = 84  # columns from which the report has room for the loss, which is in the status too
_TWO = 2  # classes, of which one is always among the first two

# Their titles, and which of them are told in hundredths.
_FIGURES = {
    "loss": ("loss", False),
    "accuracy": ("accuracy", True),
    "macro_f1": ("macro F1", False),
    "top2": ("top-2", True),
    "ece": ("ECE", False),
}


def status_row(run: LiveRun, running: bool, speed: str, width: int, error: str = "") -> Row:
    """Return how the run stands: its state, where it is, its figures; at the right the speed.

    Where there is not room for all, words are shortened; as long as it trains, the step is left
    out before the speed.
    """
    early = run.snapshot is not None and run.snapshot.epoch < run.training.config.epochs
    sign = state(run.snapshot, running, error, early=early)
    figures = _figures(run) if run.snapshot else ("",)
    short = speed.replace(" epochs", "").replace(" epoch", "")
    room = width - len(sign.text) - 2
    with_speed = [words for words in figures[:3] if len(words) + 2 + len(short) <= room]
    told = with_speed[0] if running and with_speed else first_fitting(figures, room)
    left = room - len(told) - 2
    pace = speed if len(speed) <= left else short if len(short) <= left else ""
    return [sign, Span(f"  {told}"), Span(pace.rjust(left + 2), "muted")]


def state(
    snapshot: Snapshot | None, running: bool, error: str = "", *, early: bool = False
) -> Span:
    """Return in a word how it stands, or whether an error keeps it from going on.

    A run that ends `early`, with epochs left, is one that early stopping has ended.
    """
    if error:
        return Span("✘ stopped " if snapshot else "✘ not ready", "wrong", bold=True)
    if snapshot and snapshot.diverged:
        return Span("✘ diverged", "wrong", bold=True)
    if snapshot and snapshot.final:
        return Span("✔ stopped early" if early else "✔ finished", "right", bold=True)
    if running:
        return Span("▶ training", "accent", bold=True)
    return Span("‖ paused  " if snapshot and snapshot.step else "○ ready   ", "muted", bold=True)


def _figures(run: LiveRun) -> tuple[str, ...]:
    """Return where the run is and its figures, in ever fewer words."""
    snapshot = run.snapshot
    assert snapshot is not None
    epochs = run.training.config.epochs
    loss = f"loss {shown(snapshot.loss)}"
    share = snapshot.accuracy
    right = "" if share is None else f"{percent(share, 1)} %"
    step = f"step {snapshot.step:,}"
    many = f"epoch {snapshot.epoch}/{epochs}"
    return tuple(
        "  ".join(filter(None, words))
        for words in (
            (many, step, loss, right and f"accuracy {right}"),
            (many, loss, right and f"accuracy {right}"),
            (many, loss, right and f"acc. {right}"),
            (many, loss, right),
            (f"epoch {snapshot.epoch}", loss, right),
            (f"{snapshot.epoch}", loss, right),
        )
    )


def report_rows(run: LiveRun, error: str, width: int) -> Picture:
    """Return two rows: what is trained, at the end how well it does, or why it cannot be."""
    snapshot = run.snapshot
    if error:
        return _rows(f"✘ {error}", "wrong", width)
    if snapshot and snapshot.final and not snapshot.diverged:
        return _report(run, snapshot, width)
    return _rows(run.descriptions[0], "muted", width)


def finding_rows(findings: Sequence[Finding], width: int, most: int = 4) -> Picture:
    """Return what is wrong with a run, a sign before each finding; the first, and what has room."""
    rows: Picture = []
    for finding in findings:
        sign, role = ("✘", "wrong") if finding.symptom == "diverged" else ("◐", "partly")
        lines = textwrap.wrap(f"{sign} {finding.text}", max(width, 20), subsequent_indent="  ")
        if rows and len(rows) + len(lines) > most:
            break
        rows += [[Span(line, role if not number else "text")] for number, line in enumerate(lines)]
    return rows


def luck_rows(run: LiveRun, width: int) -> Picture:
    """Return how further seeds of a run are spread, if they were asked for."""
    if not run.seeds_asked:
        return []
    return caption(sentence(run.seeds, run.seeds_asked), width, "accent")


def _report(run: LiveRun, snapshot: Snapshot, width: int) -> Picture:
    """Return the figures of a finished run, those of a validation set in a row of their own."""
    names = [name for name in _FIGURES if name != "top2" or len(run.data.class_names) > _TWO]
    if snapshot.val_loss is None:
        seconds = Span(f"{snapshot.seconds:.2f} s", "muted")
        return [[*_measured(snapshot, "", names, width), seconds], []]
    rows = (("training    ", ""), ("validation  ", "val_"))
    return [
        [Span(title, "muted"), *_measured(snapshot, prefix, names, width)] for title, prefix in rows
    ]


def _measured(snapshot: Snapshot, prefix: str, names: list[str], width: int) -> Row:
    row: Row = []
    for name in names:
        title, hundredths = _FIGURES[name]
        value = getattr(snapshot, prefix + name)
        crowded = name == "loss" and snapshot.accuracy is not None and width < _ROOMY
        if value is not None and not crowded:
            told = f"{percent(value, 1)} %" if hundredths else _figure(name, value)
            row += [Span(f"{title} ", "muted"), Span(f"{told}  ", bold=True)]
    return row


def _figure(name: str, value: float) -> str:
    return shown(value, 3) if name == "loss" else shown_share(value, 3)


def _rows(text: str, role: str, width: int) -> Picture:
    lines = textwrap.wrap(text, max(width, 20))[:REPORT_ROWS]
    return [[Span(line, role)] for line in [*lines, *[""] * (REPORT_ROWS - len(lines))]]
