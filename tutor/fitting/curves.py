"""The curves of a run over its epochs: loss, accuracy, the norms of weights and gradients."""

from __future__ import annotations

from tutor.fitting.look import Look
from tutor.fitting.norms import Sample
from tutor.fitting.run import LiveRun
from tutor.plots.cells import Picture
from tutor.plots.lines import Series, line_chart

_LAYERS = 4  # lines that can be told apart; of a deep network the first and the last layers


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
    lines = [Series("training", epochs, run.history.figures(figure))]
    if run.training.validation_set is not None:
        lines.append(Series("validation", epochs, run.history.figures(f"val_{figure}")))
    name = f"{figure} (log)" if log else figure
    return line_chart(
        lines,
        width,
        height,
        x_label="epoch",
        y_label="" if look.titled and not log else name,
        log_y=log,
        x_range=(0.0, reach(epochs[-1], run.training.config.epochs)),
        y_range=limits,
        verticals=[run.training.epoch] if run.went_back else [],
    )


def reach(epoch: int, epochs: int) -> float:
    """Return where the axis ends: it grows with the run, now and then, up to its last epoch."""
    steps = (m * 10**e for e in range(6) for m in (10, 20, 50))
    return float(min(next(step for step in steps if step >= epoch), epochs))


def norms(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return how long gradient and weights of each layer were, on log axes."""
    samples = run.norms.samples
    upper = height - height // 2
    slopes = [sample.gradients for sample in samples]
    weights = [sample.weights for sample in samples]
    drawn = _norm_chart("‖dW, db‖", samples, slopes, width, upper)
    return drawn + _norm_chart("‖W‖", samples, weights, width, height - upper)


def _norm_chart(
    name: str, samples: list[Sample], values: list[tuple[float, ...]], width: int, height: int
) -> Picture:
    layers = range(len(values[0])) if values else range(0)
    chosen = list(layers) if len(layers) <= _LAYERS else [0, 1, len(layers) - 2, len(layers) - 1]
    epochs = [sample.epoch for sample in samples]
    lines = [Series(f"layer {n + 1}", epochs, [norms[n] for norms in values]) for n in chosen]
    return line_chart(lines, width, height, y_label=name, log_y=True)
