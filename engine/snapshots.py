"""What a run hands out: how it stands after an epoch, and all that it needs to go on later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from engine.divergence import Divergence


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """How a run stands after an epoch. Rates of accuracy are None where Y holds no classes."""

    epoch: int
    """Epochs done."""
    step: int
    """Parameter updates done."""
    loss: float
    """The cost on the training set, penalties included, with the parameters of this moment."""
    accuracy: float | None
    val_loss: float | None
    """As `loss`, on the validation set; None without one."""
    val_accuracy: float | None
    learning_rate: float
    """The rate of the last epoch."""
    seconds: float
    """Time spent training, pauses left out."""
    final: bool = False
    diverged: Divergence | None = None
    macro_f1: float | None = None
    """This and the following are measured on the final snapshot only."""
    top2: float | None = None
    ece: float | None = None
    micro_f1: float | None = None
    weighted_f1: float | None = None
    auc: float | None = None
    rmse: float | None = None
    """This and the following two belong to a regression, in the unit of the targets."""
    mae: float | None = None
    r2: float | None = None
    val_macro_f1: float | None = None
    val_top2: float | None = None
    val_ece: float | None = None
    val_micro_f1: float | None = None
    val_weighted_f1: float | None = None
    val_auc: float | None = None
    val_rmse: float | None = None
    val_mae: float | None = None
    val_r2: float | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Best:
    """The epoch with the lowest watched loss so far."""

    loss: float = inf
    epoch: int = 0
    network: dict[str, Any] | None = None
    """The network's state then, where early stopping goes back to it."""


@dataclass(frozen=True, eq=False, slots=True)
class Checkpoint:
    """All that a run needs to go on from the end of an epoch, bit for bit; holds copies."""

    epoch: int
    step: int
    seconds: float
    learning_rate: float
    batch_size: int
    network: dict[str, Any]
    optimizer: dict[str, Any]
    rng: Mapping[str, Any]
    best: Best
