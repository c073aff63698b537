"""The engine on a learner's way: from the same first parameters, on the same examples each step."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import numpy as np

from engine.arrays import Array
from engine.batches import Batches, gathered
from engine.evaluation import Evaluation, examples_at_once
from engine.training import Training
from tutor.own_networks.own_run import OwnRun
from tutor.runs.look import LaidOver
from tutor.runs.run import LiveRun

NAME = "yours"


class BesideOwn(LiveRun):
    """A run of the engine that can be seen beside a learner's of the same set-up."""

    def __init__(self, own: OwnRun) -> None:
        largest = max(len(step) for steps in own.batches for step in steps)
        epochs = len(own.batches)
        super().__init__({**own.settings, "epochs": epochs, "batch_size": largest})
        self.own = own

    def begun(self, training: Training) -> Training:
        if training.epoch == 0:
            training.network.parameters[...] = self.own.epochs[0]
        if self.beside is None:
            self.beside = deepcopy(training.network)
        training.batches = GivenBatches(training, self.own)
        return training

    def stand_beside(self) -> None:
        """Give the network beside the learner's parameters of the present epoch."""
        training = self.training
        assert self.beside is not None
        self.beside.parameters[...] = self.own.epochs[min(training.epoch, len(self.own.batches))]

    def own_curves(self) -> LaidOver:
        """Return loss and accuracy of the learner's parameters after each epoch."""
        training = self.training
        network = deepcopy(training.network)
        size = examples_at_once(network, training.batch_size)
        losses, accuracies = [], []
        with np.errstate(all="ignore"):
            for parameters in self.own.epochs:
                network.parameters[...] = parameters
                measured = Evaluation(network, training.training_set, size)
                losses.append(measured.loss)
                accuracies.append(measured.accuracy())
        epochs = [float(epoch) for epoch in range(len(losses))]
        return LaidOver(NAME, {"epoch": epochs, "loss": losses, "accuracy": accuracies})


class GivenBatches(Batches):
    """The batches that a learner's program took, epoch by epoch."""

    def __init__(self, training: Training, own: OwnRun) -> None:
        before = training.batches
        super().__init__(before.X, before.Y, before.size, before.augmentation)
        self._training, self._own = training, own

    def epoch(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        steps = self._own.batches[min(self._training.epoch, len(self._own.batches) - 1)]
        self.left = sum(map(len, steps))
        for chosen in steps:
            self.left -= len(chosen)
            yield gathered(self.X, chosen), gathered(self.Y, chosen)
