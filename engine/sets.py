"""The sets of a run: what is trained on, what is held back, and how a network does on both."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from engine.arrays import Array
from engine.batches import split_indices
from engine.configuration import TrainingConfig
from engine.evaluation import Evaluation, Examples
from engine.network import Network


class Data(Protocol):
    """Anything with inputs X (n_x, m) and targets Y (n_y, m)."""

    @property
    def X(self) -> Array: ...

    @property
    def Y(self) -> Array: ...


def choose_sets(
    network: Network, data: Data, config: TrainingConfig, validation: Data | None
) -> tuple[Examples, Examples | None]:
    """The training and the validation set, the data split if that is asked for.

    Raises ValueError where they do not fit the network, or for a validation set and a split.
    """
    given = Examples(network, data.X, data.Y)
    if validation is not None:
        if config.validation_split:
            raise ValueError("give a validation set or a validation_split, not both")
        return given, Examples(network, validation.X, validation.Y)
    if not config.validation_split:
        return given, None
    learned_from, held_back = (
        Examples(network, given.X[..., part], given.Y[..., part])
        for part in split_indices(given.m, config.validation_split, config.seed)
    )
    return learned_from, held_back


class Measured(NamedTuple):
    """How a network does on the training set and, if there is one, on the validation set."""

    training: Evaluation
    validation: Evaluation | None

    @property
    def watched(self) -> float:
        """The loss that early stopping waits for."""
        return (self.validation or self.training).loss

    def rates(self, unit: Array | None) -> dict[str, float | None]:
        """The figures of both sets, those of the validation set named `val_`."""
        rates = self.training.rates(unit)
        if self.validation:
            rates |= {f"val_{name}": rate for name, rate in self.validation.rates(unit).items()}
        return rates
