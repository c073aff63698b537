"""The curves of a run over its epochs: loss, accuracy, the norms of weights and gradients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Literal

from engine.sweep import Result
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Role
from tutor.plots.lines import LETTERS, Range, Series, Shade, line_chart, series_role
from tutor.runs.look import Look
from tutor.runs.luck import band
from tutor.runs.norms import Sample
from tutor.runs.run import LiveRun

NormOf = Literal["gradients", "weights"]

_LAYERS = 4  # lines that can be told apart; of a deep network the first and the last layers
_ROOMY = 36  # columns from which there is room for so many


def loss(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return the curves of the loss; of a validation set too, where there is one."""
    return _curves(run, "loss", width, height, look, log=look.log_loss)


def accuracy(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    return _curves(run, "accuracy", width, height, look, limits=(0.0, 1.0))


def _curves(
    run: LiveRun,
    figure: str,
    width: int,
    height: int,
    look: Look,
    *,
    log: bool = False,
    limits: tuple[float, float] | None = None,
) -> Picture:
    epochs = run.history.epochs()
    names = ("now", "now val") if look.laid_over else ("training", "validation")
    lines = [Series(names[0], epochs, run.history.figures(figure))]
    if run.training.validation_set is not None:
        lines.append(Series(names[1], epochs, run.history.figures(f"val_{figure}")))
    others = list(_laid_over(run, figure, look))
    last = max((float(line.xs[-1]) for line in others), default=0.0)
    name = f"{figure} (log)" if log else figure
    return line_chart(
        [*lines, *others],
        width,
        height,
        x_label="epoch",
        whole_x=True,
        y_label="" if look.titled and not log else name,
        log_y=log,
        x_range=(0.0, max(reach(epochs[-1], run.training.config.epochs), last)),
        y_range=limits,
        verticals=[run.training.epoch] if run.went_back else [],
        shades=shades(run.seeds, f"val_{figure}" if run.training.validation_set else figure),
    )


def shades(seeds: Sequence[Result], figure: str, role: Role = "muted") -> list[Shade]:
    """Return the band of further seeds, if they were trained."""
    found = band(seeds, figure)
    return [Shade(found.epochs, found.low, found.high, role)] if found else []


def _laid_over(run: LiveRun, figure: str, look: Look) -> Iterator[Series]:
    """Yield the curves of other runs: on the validation set where both have one."""
    for place, other in enumerate(look.laid_over):
        held_out = other.curves.get(f"val_{figure}", ())
        validated = run.training.validation_set is not None and any(
            value is not None for value in held_out
        )
        values = held_out if validated else other.curves.get(figure, ())
        if any(value is not None for value in values):
            yield Series(
                other.name + (" val" if validated else ""),
                [float(epoch or 0) for epoch in other.curves["epoch"]],
                [float("nan") if value is None else value for value in values],
                series_role(place + 2),
                "dotted",
                LETTERS[place],
            )


def reach(epoch: int, epochs: int) -> float:
    """Return where the axis ends: it grows with the run, now and then, up to its last epoch."""
    steps = (m * 10**e for e in range(6) for m in (10, 20, 50))
    return float(min(next(step for step in steps if step >= epoch), epochs))


def norms(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return how long gradient and weights of each layer were, on log axes."""
    samples = run.norms.samples
    if not samples:
        told = "The first step gives the first gradient: s takes one."
        return caption(told, width)
    upper = height - height // 2
    of_slopes, of_weights = look.norm_ranges
    drawn = _norm_chart("‖dW, db‖", samples, "gradients", width, upper, of_slopes)
    return drawn + _norm_chart("‖W‖", samples, "weights", width, height - upper, of_weights)


def norm_ranges(runs: Sequence[LiveRun], width: int) -> tuple[Range | None, Range | None]:
    """Return the ranges of the norms that charts of this width draw of all these runs."""
    return _norm_range(runs, "gradients", width), _norm_range(runs, "weights", width)


def _norm_range(runs: Sequence[LiveRun], of: NormOf, width: int) -> Range | None:
    values = [
        norms[layer]
        for run in runs
        for norms in _norms_of(run.norms.samples, of)
        for layer in _layers_shown(len(norms), width)
        if 0 < norms[layer] < inf
    ]
    return (min(values), max(values)) if values else None


def _norms_of(samples: Sequence[Sample], of: NormOf) -> list[tuple[float, ...]]:
    return [sample.gradients if of == "gradients" else sample.weights for sample in samples]


def _layers_shown(count: int, width: int) -> list[int]:
    """Return which of so many layers are drawn: in little room the first and the last alone."""
    ends = (2 if width < _ROOMY else _LAYERS) // 2
    if count <= 2 * ends:
        return [*range(count)]
    return [*range(ends), *range(count - ends, count)]


def _norm_chart(
    name: str,
    samples: list[Sample],
    of: NormOf,
    width: int,
    height: int,
    y_range: Range | None,
) -> Picture:
    values = _norms_of(samples, of)
    layers = _layers_shown(len(values[0]), width)
    epochs = [sample.epoch for sample in samples]
    names = [f"layer {layer + 1}" for layer in layers]
    if width < _ROOMY:
        name, names = name.strip("‖"), [*names[:1], *(str(layer + 1) for layer in layers[1:])]
    lines = [
        Series(told, epochs, [norms[layer] for norms in values])
        for told, layer in zip(names, layers, strict=True)
    ]
    return line_chart(lines, width, height, y_label=name, log_y=True, y_range=y_range)
