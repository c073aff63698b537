"""The network that a few words name, or a set-up that `nn-tutor train` and the playground know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.programs.reference import Reference, options_of, rate_of

SIZES_AND_KINDS = "the sizes, inputs first, and the activation: 2,5,3 relu, 1,6,1 tanh linear mse"
"""What names a network; output and loss behind it where they are not the usual ones."""


def reference_of(settings: Mapping[str, Any]) -> Reference:
    """Return the network that the settings build; raise ValueError for one with other layers."""
    from engine import Dense
    from engine.experiment import Experiment

    experiment = Experiment.of(**settings)
    data, _ = experiment.split()
    network = experiment.start_on(experiment.preparation(data)(data), None).network
    layers = [layer for layer in network.layers if isinstance(layer, Dense)]
    kinds = [layer.activation.name for layer in layers]
    if len(layers) < len(network.layers) or len(set(kinds[:-1])) > 1:
        raise ValueError("Only dense layers with one hidden activation can be compared with.")
    return Reference(
        (layers[0].W.shape[1], *(layer.W.shape[0] for layer in layers)),
        kinds[0] if kinds[:-1] else "relu",
        kinds[-1],
        network.loss.name,
    )


def preset(name: str) -> Reference:
    """Return the network of a preset of the playground, by its name; raise ValueError."""
    from tutor.playground.presets import PRESETS

    found = [each for each in PRESETS if each.name.casefold() == name.strip().casefold()]
    if not found:
        known = ", ".join(each.name.lower() for each in PRESETS)
        raise ValueError(f"There is no preset {name!r}: {known}. Or type {SIZES_AND_KINDS}")
    return reference_of(found[0].settings)


def typed_reference(text: str) -> Reference | None:
    """Return the reference in "2,5,3 relu mse lr=0.1" or in the name of a preset.

    None for no text; raise ValueError.
    """
    from engine.losses import LOSSES

    words = text.replace(", ", ",").split()
    if not words:
        return None
    if words[0][0].isalpha():
        return preset(text)
    sizes = words[0].replace("-", ",").split(",")
    if not all(size.isdecimal() and int(size) for size in sizes):
        raise ValueError(f"Type {SIZES_AND_KINDS}")
    rates = [word.removeprefix("lr=") for word in words[1:] if word.startswith("lr=")]
    others = [word for word in words[1:] if not word.startswith("lr=")]
    kinds = [word for word in others if word not in LOSSES]
    given = {
        "layers": [int(size) for size in sizes],
        "loss": "".join([word for word in others if word in LOSSES][:1]),
        "lr": rate_of(rates[0]) if rates else None,
    }
    return options_of(given | dict(zip(("activation", "output"), kinds, strict=False)))
