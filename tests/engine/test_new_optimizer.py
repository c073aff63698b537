"""An optimizer of the day after tomorrow: what it lacks is told in a sentence."""

from __future__ import annotations

import pytest

from engine import Dense, Network, datasets
from engine.arrays import Array
from engine.experiment import Experiment
from engine.export import to_pytorch
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.trace import trace


class SignSteps(Optimizer):
    name = "signs"

    def direction(self, g: Array, out: Array) -> Array:
        out[...] = g / abs(g)
        return out


@pytest.fixture
def network() -> Network:
    return Network([Dense(1, "sigmoid")], n_inputs=2, loss="binary_crossentropy")


def test_it_is_chosen_by_name_as_soon_as_it_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OPTIMIZERS, "signs", SignSteps)
    made = Experiment.of(optimizer="signs").optimizer.make()
    assert isinstance(made, SignSteps)
    assert made.learning_rate == SignSteps.usual_rate


def test_without_formulas_its_steps_are_refused_in_a_sentence(network: Network) -> None:
    data = datasets.xor()
    with pytest.raises(ValueError, match="The steps of signs cannot be shown"):
        trace(network, data.X, data.Y, optimizer=SignSteps(0.1))


def test_without_a_twin_in_pytorch_its_export_is_refused_in_a_sentence(network: Network) -> None:
    with pytest.raises(ValueError, match="No optimizer of PyTorch is known that does what signs"):
        to_pytorch(network, SignSteps(0.1))
