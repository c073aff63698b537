"""What looks inside tell: units dead, saturated or alike, gradients that die or explode."""

from __future__ import annotations

from collections.abc import Callable

from engine.inspection import Inspection, LayerReading
from tutor.plots.numbers import shown
from tutor.runs.findings import cures
from tutor.runs.findings.data import has_large_inputs
from tutor.runs.findings.evidence import Evidence
from tutor.runs.findings.finding import Finding

_MANY = 0.4  # of the units of a layer, where the run does badly
_MOST = 0.6  # of them, however it does
_SATURATED_EARLY, _SATURATED = 0.3, 0.4  # of the units of a layer
_NOT_DONE = 0.1  # of the base rate: a loss below it needs no better units
_VANISHES, _EXPLODES = 2e-3, 30.0  # times the signal at the output reaches the first layer
_EARLY = 1  # epochs
_TOO_DEAR = 0.5  # of the base rate: a loss above it tells that weights cost too much
_FROM_START = "from the first weights on"


def twins(evidence: Evidence) -> Finding | None:
    """A hidden layer whose units all compute the same."""
    layer = next((layer for layer in evidence.now.hidden if layer.twins), None)
    if layer is None:
        return None
    what = (
        f"All {layer.units} units of layer {layer.number} have the very same weights: they learn "
        "the same, and the layer is worth one unit."
    )
    look = "The network shows it: the units are copies of one another."
    return Finding("twins", what, look, cures.text([cures.fitting_initializer(evidence.training)]))


def dead(evidence: Evidence) -> Finding | None:
    """ReLUs that are never on: too many of them where the run does badly, or most of a layer."""
    limit = _MANY if evidence.struggling else _MOST
    layer = _worst(evidence.now, lambda layer: layer.dead)
    if layer is None or layer.dead < limit * layer.units or not evidence.now.step:
        return None
    since = _since(evidence, layer)
    if since != _FROM_START and (price := cures.price_on_weights(evidence.training)):
        return _emptied(evidence, layer, price)
    number = f"{layer.dead} of {layer.units} ReLUs" if layer.units > 1 else "The ReLU"
    are = "are dead: they give" if layer.units > 1 and layer.dead > 1 else "is dead: it gives"
    what = f"{number} in layer {layer.number} {are} 0 for every example, {since}."
    if layer.dead == layer.units:
        what = what[:-1] + ", so nothing of the inputs gets through."
    look = "The activations by layer show it."
    from_start = since == _FROM_START
    training = evidence.training
    helps = cures.text(
        (
            cures.fitting_initializer(training) if from_start else cures.shorter_steps(training),
            cures.leaky(training),
            "draw other first weights (another seed), or take more units" if from_start else "",
        )
    )
    return Finding("dead", what, look, helps)


def _emptied(evidence: Evidence, layer: LayerReading, price: str) -> Finding | None:
    """ReLUs that a penalty has emptied: its purpose, unless the loss stays high."""
    if evidence.late < _TOO_DEAR * evidence.base:
        return None
    what = (
        f"{layer.dead} of {layer.units} ReLUs in layer {layer.number} give 0 for every example: "
        f"the price on weights ({price}) has taken theirs away, and the loss stays high."
    )
    look = "The activations by layer show it, and the weights, which are small."
    return Finding("emptied", what, look, f"Lower the price on weights ({price}).")


def _since(evidence: Evidence, layer: LayerReading) -> str:
    """Since when at least half of them have been dead."""
    since: Inspection | None = None
    for look in reversed(evidence.inspections):
        if look.layers[layer.number - 1].dead < layer.dead / 2:
            break
        since = look
    if since is None or since.step == 0:
        return _FROM_START
    if since.epoch == 0:
        return f"since step {since.step}"
    return f"since epoch {since.epoch} or just before"


def saturated(evidence: Evidence) -> Finding | None:
    """Units of sigmoid or tanh that stood on the flat from the start, or do so and learn badly."""
    began = next((look for look in evidence.inspections if look.epoch <= _EARLY), None)
    undone = evidence.seasoned and evidence.late > _NOT_DONE * evidence.base
    if began and undone and (layer := _most_saturated(began, _SATURATED_EARLY)):
        since = "from the first weights on" if began.step == 0 else "from the first epoch on"
    elif evidence.struggling and (layer := _most_saturated(evidence.now, _SATURATED)):
        began, since = None, "by now"
    else:
        return None
    what = (
        f"{layer.saturated} of {layer.units} units of {layer.activation} in layer {layer.number} "
        f"are saturated {since}: on nine examples of ten they are flat, and hardly learn."
    )
    look = "The activations by layer show it: all at the ends of the range."
    training, scaled = evidence.training, evidence.prepare.mean is not None
    helps = cures.text(
        (
            cures.standardise(scaled) if began and has_large_inputs(evidence) else "",
            cures.fitting_initializer(training) if began else cures.shorter_steps(training),
            cures.relu(training),
        )
    )
    return Finding("saturated", what, look, helps)


def _most_saturated(look: Inspection, share: float) -> LayerReading | None:
    """The most saturated hidden layer, if so large a share of its units is."""
    layer = _worst(look, lambda layer: layer.saturated)
    return layer if layer and layer.saturated >= share * layer.units else None


def exploding(evidence: Evidence) -> Finding | None:
    """Gradients that grow on their way back to the first layer."""
    snapshot = evidence.snapshot
    broken = snapshot is not None and snapshot.diverged is not None
    badly = evidence.struggling or broken
    if not badly or not explodes(evidence):
        return None
    what = (
        f"The gradient explodes on its way back: {_ratio(evidence.first)} times as large in "
        f"layer 1 as at the output, with the weights that it began with."
    )
    look = "The norms of the gradients by layer show it."
    training = evidence.training
    helps = cures.text(
        (
            cures.fitting_initializer(training),
            cures.clipping(training),
            cures.batch_norm(training),
            cures.fewer_layers(training),
        )
    )
    return Finding("exploding", what, look, helps)


def explodes(evidence: Evidence) -> bool:
    """Whether the first weights make the gradient grow from layer to layer."""
    layers = evidence.first.layers
    return layers[0].signal > _EXPLODES * layers[-1].signal > 0


def vanishing(evidence: Evidence) -> Finding | None:
    """Gradients of which next to nothing reaches the first layer."""
    layers = evidence.now.layers
    first, last = layers[0], layers[-1]
    if len(layers) < 2 or not evidence.struggling or not first.signal < _VANISHES * last.signal:
        return None
    what = (
        f"The gradient vanishes on its way back: in layer 1 it is {_ratio(evidence.now)} times "
        f"what it is at the output, so the first layers hardly learn."
    )
    look = "The norms of the gradients by layer show it."
    training = evidence.training
    helps = cures.text(
        (
            cures.relu(training),
            cures.fitting_initializer(training),
            cures.batch_norm(training),
            cures.fewer_layers(training),
        )
    )
    return Finding("vanishing", what, look, helps)


def _ratio(look: Inspection) -> str:
    return shown(look.layers[0].signal / look.layers[-1].signal, 2)


def _worst(look: Inspection, count: Callable[[LayerReading], int]) -> LayerReading | None:
    """The hidden layer of which the largest share of units has it, if any has."""
    layers = [layer for layer in look.hidden if count(layer)]
    return max(layers, key=lambda layer: count(layer) / layer.units, default=None)
