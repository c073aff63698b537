"""Training as an iterator: one snapshot an epoch, in plain values.

    for snapshot in train(network, data, TrainingConfig(epochs=200, learning_rate=0.1)):
        print(snapshot.epoch, snapshot.loss)

Not asking for the next snapshot is a pause. A `checkpoint` lets a run go on later, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from math import isfinite
from time import perf_counter
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.batches import Batches
from engine.configuration import TrainingConfig
from engine.divergence import Divergence, after_the_last_step, find_divergence
from engine.evaluation import Evaluation, examples_at_once
from engine.network import Network
from engine.sets import Data, Measured, choose_sets
from engine.snapshots import Best, Checkpoint, Snapshot
from engine.trace import Trace

__all__ = ["Checkpoint", "Divergence", "Snapshot", "Training", "TrainingConfig", "train"]


def train(
    network: Network,
    data: Data,
    config: TrainingConfig | None = None,
    validation: Data | None = None,
    resume: Checkpoint | None = None,
) -> Training:
    """Train `network` on `data`, from its present weights or from a checkpoint.

    The result yields a Snapshot after every epoch; the last one has `final` set. Raises ValueError
    where data and network do not fit, or for an unknown name.
    """
    return Training(network, data, config or TrainingConfig(), validation, resume)


class Training(Iterator[Snapshot]):
    """A run under way: each `next` is an epoch and its snapshot."""

    def __init__(
        self,
        network: Network,
        data: Data,
        config: TrainingConfig,
        validation: Data | None = None,
        resume: Checkpoint | None = None,
    ) -> None:
        self.network = network
        self.config = config
        self.optimizer = config.make_optimizer()
        self.schedule = config.make_schedule()
        self.unit: Array | None = None
        """What a step of 1 in a scaled target is in its own unit, (n_y, 1); for rmse and mae."""
        self.training_set, self.validation_set = choose_sets(network, data, config, validation)
        self.batches = Batches(
            self.training_set.X, self.training_set.Y, config.batch_size, config.augmentation
        )
        self.rng = np.random.default_rng(config.seed)
        self._at_once = examples_at_once(network, config.batch_size)
        self.epoch = 0
        self.step = 0
        self.seconds = 0.0
        self.finished = False
        self._learning_rate = self.optimizer.learning_rate
        self._changes: list[tuple[int, str, float]] = []
        self._factor = 1.0
        self._stopped = False
        self._under_way: Iterator[tuple[Array, Array]] | None = None
        self._best = Best()
        self._traced: tuple[dict[str, Any], dict[str, Any], Array, Array] | None = None
        if resume is not None:
            self._restore(resume)
            self.finished = self.epoch >= config.epochs
        self._epoch_start = self._present()

    @property
    def learning_rate(self) -> float:
        """The rate before the schedule's factor; set it at any time, from any thread."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._learning_rate = rate
        self._changes.append((self.step, "learning_rate", rate))  # for a replay of the epoch
        self.optimizer.learning_rate = rate * self._factor

    @property
    def batch_size(self) -> int:
        """Examples a step; set it between two steps, for the rest of the present epoch too."""
        return self.batches.size

    @batch_size.setter
    def batch_size(self, size: int) -> None:
        self._changes.append((self.step, "batch_size", size))
        self.batches.size = size

    @property
    def epochs_done(self) -> float:
        """Epochs trained so far, with the share of one that is under way."""
        left = self.batches.left if self._under_way else self.training_set.m
        return float(self.epoch + 1 - left / self.training_set.m)

    @property
    def has_steps_left(self) -> bool:
        """Whether the epoch under way has steps left; False where none is under way."""
        return self._under_way is not None and self.batches.left > 0

    def stop(self) -> None:
        """End the run after the present step, from any thread: the next snapshot is the last."""
        self._stopped = True

    def checkpoint(self) -> Checkpoint:
        """The run as it stands, or as it was at the start of an epoch that is not yet finished."""
        return self._epoch_start if self._under_way else self._present()

    def trace(self) -> Trace | None:
        """The last of the steps that `trace_every` picked, walked on a copy of the network."""
        if self._traced is None:
            return None
        network_state, optimizer_state, X, Y = self._traced
        network, optimizer = deepcopy(self.network), deepcopy(self.optimizer)
        network.restore(network_state)
        optimizer.restore(optimizer_state)
        return Trace(network, [(X, Y)], optimizer)

    def _present(self) -> Checkpoint:
        return Checkpoint(
            epoch=self.epoch,
            step=self.step,
            seconds=self.seconds,
            learning_rate=self._learning_rate,
            batch_size=self.batch_size,
            network=self.network.state(),
            optimizer=self.optimizer.state(),
            rng=self.rng.bit_generator.state,
            best=self._best,
        )

    def __next__(self) -> Snapshot:
        if self.finished:
            raise StopIteration
        began = perf_counter()
        with np.errstate(all="ignore"):
            self._learn_for_an_epoch()
            measured = self._measure()
            diverged = self._divergence_since(self._epoch_start, measured)
            self.finished = bool(diverged) or self._stopped or self.epoch >= self.config.epochs
            if not diverged and self._has_stalled(measured):
                self.finished = True
            if self.finished and not diverged and self._go_back_to_best():
                measured = self._measure()
        self.seconds += perf_counter() - began
        return self._snapshot(measured, diverged)

    def _learn_for_an_epoch(self) -> None:
        """The updates that the present epoch still has, or as many as there is time for."""
        learn_from = self._trace_and_learn_from if self.config.trace_every else self._learn_from
        for X, Y in self._rest_of_epoch():
            if self._stopped:
                return
            learn_from(X, Y)
        self._under_way = None
        self.epoch += 1

    def take_step(self) -> bool:
        """One parameter update of the present epoch; False when the epoch has none left.

        `next` finishes an epoch that was begun so, and the run is the same as without.
        """
        if self.finished:
            return False
        began = perf_counter()
        batch = next(self._rest_of_epoch(), None)
        if batch is not None:
            with np.errstate(all="ignore"):
                self._trace_and_learn_from(*batch)
        self.seconds += perf_counter() - began
        return batch is not None

    def _rest_of_epoch(self) -> Iterator[tuple[Array, Array]]:
        """The batches that the present epoch still has, beginning it if that has to be done."""
        if self._under_way is None:
            self._epoch_start = self._present()
            self._changes = []
            self._factor = self.schedule.factor(self.epoch, self.config.epochs)
            self.optimizer.learning_rate = self._learning_rate * self._factor
            self._under_way = self.batches.epoch(self.rng)
        return self._under_way

    def _learn_from(self, X: Array, Y: Array) -> None:
        """Forward, backward, update."""
        network = self.network
        network.propagate(X, True)
        network.propagate_back(Y)
        self.optimizer.step(network)
        self.step += 1

    def _trace_and_learn_from(self, X: Array, Y: Array) -> None:
        if self.config.trace_every and self.step % self.config.trace_every == 0:
            self._traced = (self.network.state(), self.optimizer.state(), X, Y)
        self._learn_from(X, Y)

    def _measure(self) -> Measured:
        on_training = Evaluation(self.network, self.training_set, self._at_once)
        if self.validation_set is None:
            return Measured(on_training, None)
        return Measured(on_training, Evaluation(self.network, self.validation_set, self._at_once))

    def _divergence_since(self, before: Checkpoint, measured: Measured) -> Divergence | None:
        """None if all is finite; else the epoch is repeated up to the first value that is not."""
        if isfinite(measured.training.loss) and isfinite(float(self.network.parameters.sum())):
            return None
        last_step, last_epoch, changes = self.step, self.epoch, tuple(self._changes)
        self._restore(before)
        batches = self._epoch_again(changes)
        found = find_divergence(self.network, self.optimizer, batches, self.step)
        if found is None:
            found = Divergence(last_step, None, "J", after_the_last_step(measured.training.loss))
        self.step, self.epoch = found.step, last_epoch
        return found

    def _epoch_again(
        self, changes: tuple[tuple[int, str, float], ...]
    ) -> Iterator[tuple[Array, Array]]:
        """The batches of the epoch from its start, with what changed at its steps."""
        batches = self.batches.epoch(self.rng)
        for step in count(self.step):
            for after, name, value in changes:
                if after == step:
                    setattr(self, name, value)
            batch = next(batches, None)
            if batch is None:
                return
            yield batch

    def _has_stalled(self, measured: Measured) -> bool:
        """Whether the watched loss has not gone down for as long as early stopping waits."""
        stopping = self.config.early_stopping
        if stopping is None:
            return False
        if measured.watched < self._best.loss - stopping.min_delta:
            state = self.network.state() if stopping.restore_best else None
            self._best = Best(measured.watched, self.epoch, state)
        return self.epoch - self._best.epoch >= stopping.patience

    def _go_back_to_best(self) -> bool:
        """Restore the parameters of the best epoch; False if there is nothing to go back to."""
        if self._best.network is None or self._best.epoch == self.epoch:
            return False
        self.network.restore(self._best.network)
        return True

    def _restore(self, checkpoint: Checkpoint) -> None:
        self.epoch = checkpoint.epoch
        self.step = checkpoint.step
        self.seconds = checkpoint.seconds
        self.learning_rate = checkpoint.learning_rate
        self.batch_size = checkpoint.batch_size
        self.network.restore(checkpoint.network)
        self.optimizer.restore(checkpoint.optimizer)
        self.rng.bit_generator.state = checkpoint.rng
        self._best = checkpoint.best

    def _snapshot(self, measured: Measured, diverged: Divergence | None) -> Snapshot:
        on_training, on_validation = measured
        return Snapshot(
            epoch=self.epoch,
            step=self.step,
            loss=on_training.loss,
            accuracy=None if diverged else on_training.accuracy(),
            val_loss=on_validation.loss if on_validation else None,
            val_accuracy=on_validation.accuracy() if on_validation and not diverged else None,
            learning_rate=self.optimizer.learning_rate,
            seconds=self.seconds,
            final=self.finished,
            diverged=diverged,
            **(measured.rates(self.unit) if self.finished and not diverged else {}),
        )
