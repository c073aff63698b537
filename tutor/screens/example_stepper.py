"""The stepper opened on one example of a run, with exactly the weights that the run has."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
from pydantic import PrivateAttr

from engine.trace import Trace
from tutor.live.stepper.options import StepperOptions
from tutor.runs.run import LiveRun
from tutor.stepping.networks import NetworkTrace


class ExampleOptions(StepperOptions):
    """Options of a stepper whose trace was made beforehand."""

    _made: NetworkTrace = PrivateAttr()

    def trace(self) -> NetworkTrace:
        return self._made


def stepped_example(run: LiveRun, number: int) -> ExampleOptions:
    """Return a training step on one example of a run; its thread must hold the run's lock."""
    training = run.training
    number = min(number, training.training_set.m - 1)
    X = np.ascontiguousarray(training.training_set.X[..., number : number + 1])
    Y = np.ascontiguousarray(training.training_set.Y[..., number : number + 1])
    network, optimizer = deepcopy(training.network), deepcopy(training.optimizer)

    def trace() -> Trace:
        return Trace(deepcopy(network), [(X, Y)], deepcopy(optimizer))

    title = f"example {number} of {run.data.name}, at epoch {training.epoch}"
    options = ExampleOptions.model_construct(title=title, direction="update", layers=(1,))
    options._made = NetworkTrace(trace(), trace, title)
    return options
