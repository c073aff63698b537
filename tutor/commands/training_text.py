"""A training run on a terminal: a bar while it goes on, a chart and its figures at the end."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from engine.counted import counted
from tutor.plots.ansi import ansi, terminal_palette
from tutor.plots.cells import plain
from tutor.plots.lines import Series, line_chart
from tutor.plots.numbers import shown, shown_within
from tutor.runs.curves import shades as band_of

if TYPE_CHECKING:
    from engine.sweep import Result
    from engine.training import Snapshot
    from tutor.runs.findings.finding import Finding

BAR_WIDTH = 24
SECONDS_BETWEEN = 0.1
CHART_WIDTH, CHART_HEIGHT = 80, 16
FIGURES = {
    "loss": "loss",
    "accuracy": "accuracy",
    "macro_f1": "macro F1",
    "weighted_f1": "weighted F1",
    "auc": "AUC",
    "top2": "top-2",
    "ece": "ECE",
    "rmse": "RMSE",
    "mae": "MAE",
    "r2": "R²",
}


class ProgressBar:
    """One line that is drawn over, on a terminal only; elsewhere nothing is written."""

    def __init__(self, stream: TextIO, epochs: int) -> None:
        self.stream = stream
        self.epochs = epochs
        self.visible = stream.isatty()
        self.shown = -SECONDS_BETWEEN

    def show(self, snapshot: Snapshot, found: Sequence[Finding] = ()) -> None:
        """Draw the bar, at most ten times a second, with the first thing that is wrong."""
        if not self.visible or monotonic() - self.shown < SECONDS_BETWEEN:
            return
        self.shown = monotonic()
        full = round(BAR_WIDTH * snapshot.epoch / self.epochs)
        bar = "━" * full + "╌" * (BAR_WIDTH - full)
        figures = f"epoch {snapshot.epoch}/{self.epochs}  loss {shown(snapshot.loss)}"
        if snapshot.accuracy is not None:
            figures += f"  accuracy {_figure(snapshot.accuracy)}"
        wrong = f"  ◐ {found[0].what}" if found else ""
        self._write(f"{bar} {figures}{wrong}"[: shutil.get_terminal_size().columns - 1])

    def clear(self) -> None:
        """Take the bar away."""
        if self.visible:
            self._write("")

    def _write(self, text: str) -> None:
        self.stream.write(f"\r\x1b[K{text}")
        self.stream.flush()


def report(snapshots: Sequence[Snapshot], seeds: Sequence[Result], colour: bool) -> str:
    """The loss over the epochs as a chart, with the band of the seeds; the last figures."""
    epochs = [snapshot.epoch for snapshot in snapshots]
    series = [Series("training", epochs, [snapshot.loss for snapshot in snapshots])]
    if snapshots[0].val_loss is not None:
        losses = [float(snapshot.val_loss or 0) for snapshot in snapshots]
        series.append(Series("validation", epochs, losses))
    width = min(shutil.get_terminal_size().columns, CHART_WIDTH)
    shades = band_of(seeds, "loss" if len(series) == 1 else "val_loss")
    chart = line_chart(
        series, width, CHART_HEIGHT, x_label="epoch", whole_x=True, y_label="loss", shades=shades
    )
    drawn = ansi(chart, terminal_palette()) if colour else plain(chart)
    return "\n".join([drawn, "", *figures(snapshots[-1])])


def findings_text(found: Sequence[Finding]) -> str:
    """What is wrong with the run, each with what shows it and what would help."""
    width = min(shutil.get_terminal_size().columns, CHART_WIDTH)
    told = (textwrap.fill(f"◐ {f.all_text}", width, subsequent_indent="  ") for f in found)
    return "\n".join(told)


def figures(last: Snapshot) -> list[str]:
    """The last snapshot's measurements as a small table."""
    validated = last.val_loss is not None
    lines = [f"{'':12}{'training':>10}{'validation':>12}"] if validated else []
    for name, title in FIGURES.items():
        value, on_validation = getattr(last, name), getattr(last, f"val_{name}")
        if value is not None:
            beside = f" {_figure(on_validation):>11}" if validated else ""
            lines.append(f"{title:12}{_figure(value):>10}{beside}".rstrip())
    return [*lines, f"{counted(last.epoch, 'epoch')} in {last.seconds:.2f} s"]


def _figure(value: float | None) -> str:
    """Four decimals as long as they fit and say anything; a larger or smaller number shorter."""
    if value is None:
        return ""
    text = f"{value:.4f}".replace("-", "−")
    plainly = value == 0 or (1e-3 <= abs(value) < 1e4 and text != "1.0000")
    return text if plainly or value == 1 else shown_within(value, 9, 7)
