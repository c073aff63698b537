"""A learner's network trained on the data of a set-up, as its program went."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.convolution import Conv2D
from engine.experiment import Experiment
from engine.layers import BatchNorm, Dense, Dropout, Flatten
from engine.network import Network
from engine.pooling import MaxPool2D
from tutor.own_networks.calls import ways_to_call
from tutor.programs.program import Program, UnreadableProgram, program_of_text
from tutor.programs.running import MEMORY, readable_by
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status
from tutor.sandbox.running import run

SECONDS = 60.0
_PACKING = 15.0  # seconds more, to tell the way
_MOST_WAYS = 4
_FOLLOWED_NOT = {
    Conv2D: "convolution",
    MaxPool2D: "pooling",
    Dropout: "dropout",
    BatchNorm: "batch norm",
    Flatten: "images as inputs",
}
Stop = Callable[[], bool]


class CannotTrain(Exception):
    """Why the program's network cannot be shown beside the engine's, for users."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnRun:
    """The way that a program's network went: parameters in one vector, in the engine's order."""

    program: Program
    """With the call that trained it, and the data."""
    settings: Mapping[str, Any]
    early: Array
    """The first parameters, and those after each of the first steps (steps + 1, n)."""
    epochs: Array
    """The first parameters, and those after each epoch (epochs + 1, n)."""
    batches: Sequence[Sequence[Array]]
    """For each epoch the examples of each step."""
    sizes: tuple[int, ...]
    moments: Sequence[int] = ()
    """How many operations of the program came before each step."""
    remark: str = ""
    """What ended the program before its time."""

    def first_step_of(self, epoch: int) -> int:
        """Return the number of the step, from 1, that an epoch (from 0) begins with."""
        return sum(map(len, self.batches[:epoch])) + 1


@dataclass(frozen=True, slots=True, eq=False)
class OwnTask:
    """What a program's network is to learn from, and how large it is to be."""

    settings: Mapping[str, Any]
    X: Array
    Y: Array
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> OwnTask:
        """Return the task of a set-up; raise CannotTrain for networks of other layers."""
        try:
            training = Experiment.of(**settings).start()
        except ValueError as error:
            raise CannotTrain(f"The set-up cannot be built: {error}.") from None
        network = training.network
        data = training.training_set
        return cls(settings, np.array(data.X), np.array(data.Y), sizes_of(network))

    @property
    def inputs(self) -> dict[str, Any]:
        """What a call may speak of."""
        usual = Experiment.of(**self.settings)
        return {
            "X": self.X,
            "Y": self.Y,
            "labels": self.Y.argmax(axis=0) if len(self.Y) > 1 else self.Y[0].astype(int),
            "sizes": list(self.sizes),
            "seed": usual.seed,
            "epochs": usual.epochs,
            "batch_size": min(usual.batch_size, self.X.shape[1]),
            "learning_rate": float(usual.optimizer.make().learning_rate),
        }


def sizes_of(network: Network) -> tuple[int, ...]:
    """Return inputs and units of a network of dense layers; raise CannotTrain for any other."""
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    if others := _others(network):
        raise CannotTrain(
            "Of a network of your own, dense layers can be followed, with a bias for each unit. "
            f"This set-up has {others} as well. Take that out of it; or check your program by its "
            "own loss: nn-tutor trace FILE --gradient-check needs no set-up."
        )
    return (network.input_shape[0], *(len(layer.W) for layer in dense))


def _others(network: Network) -> str:
    """Return in words what of a network cannot be followed."""
    names = [_FOLLOWED_NOT[type(each)] for each in network.layers if type(each) in _FOLLOWED_NOT]
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    names += ["a bias that units share"] * any(layer.shared_bias for layer in dense)
    names += ["layers without biases"] * any(not layer.use_bias for layer in dense)
    return ", ".join(dict.fromkeys(names))


def train_own(
    program: Program, settings: Mapping[str, Any], call: str = "", stop: Stop | None = None
) -> OwnRun:
    """Run a program on the data of a set-up, and return the way of its network.

    The call may speak of X, Y, labels, sizes, seed, epochs, batch_size and learning_rate. Without
    one, what the program defines says how it is to be called. Raise CannotTrain.
    """
    task = OwnTask.of(settings)
    calls = [call] if call else ways_to_call(program.code)
    if not calls:
        raise CannotTrain(
            f"{program.name} has no function such as train(X, Y), and no class with forward, "
            "backward and update that can be made with sizes. Say what is to be called: "
            "--call 'train(X, Y, seed)', or behind the file's name."
        )
    refused: CannotTrain | None = None
    for each in calls[:_MOST_WAYS]:
        try:
            return _followed(program, task, each, stop)
        except CannotTrain as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _followed(program: Program, task: OwnTask, call: str, stop: Stop | None) -> OwnRun:
    inputs = task.inputs
    try:
        whole = program_of_text(program.name, program.code, call, inputs)
    except UnreadableProgram as error:
        raise CannotTrain(str(error)) from None
    result = run(
        "tutor.own_networks.following:follow",
        {
            "code": whole.code,
            "name": whole.name,
            "inputs": inputs,
            "sizes": list(task.sizes),
            "seconds": SECONDS,
        },
        limits=Limits(SECONDS + _PACKING, MEMORY, report=256 << 20, cuts_output=True),
        readable=readable_by(program),
        folder=program.folder,
        trusted=True,
        stop=stop,
    )
    told = next((each for each in result.entries if isinstance(each, dict)), {})
    with suppress(ValueError, TypeError, KeyError, IndexError):
        if (own := _own_run(whole, task, told, result)) is not None:
            return own
    raise CannotTrain(_why_not(program, task, call, told, result))


def _own_run(
    program: Program, task: OwnTask, told: Mapping[str, Any], result: ChildResult
) -> OwnRun | None:
    """Return what a program told of itself; None if it came to no epoch, raise if it is untrue."""
    epochs, early = (np.asarray(told[name], dtype=float) for name in ("epochs", "early"))
    if len(epochs) < 2:
        return None
    n = sum((below + 1) * above for below, above in pairwise(task.sizes))
    examples = np.asarray(told["examples"]).astype(int)
    if epochs.shape[1:] != (n,) or early.shape[1:] != (n,):
        raise ValueError("parameters of another network")
    if examples.min() < 0 or examples.max() >= task.X.shape[1]:
        raise ValueError("examples that there are not")
    cuts = np.cumsum([int(size) for size in told["sizes"]])[:-1]
    steps = np.split(examples, cuts)
    ends = [0, *(int(end) for end in told["ends"])]
    batches = [steps[first:last] for first, last in pairwise(ends)]
    moments = [int(moment) for moment in told["moments"]]
    if len(batches) != len(epochs) - 1 or not all(batches) or len(moments) < ends[-1]:
        raise ValueError("other epochs than batches")
    remark = _ending(result)
    return OwnRun(program, task.settings, early, epochs, batches, task.sizes, moments, remark)


def _ending(result: ChildResult) -> str:
    """Return what ended a program, "" if it came to its end."""
    if result.status is not Status.FINISHED:
        return result.message
    ended = result.value.get("ended") if isinstance(result.value, dict) else None
    return f"It ran for {SECONDS:g} s and was stopped." if ended == "time" else ""


def _why_not(
    program: Program, task: OwnTask, call: str, told: Mapping[str, Any], result: ChildResult
) -> str:
    """Return why no epoch of the network was seen."""
    called = call if "\n" not in call else "a loop of forward, backward and update"
    start = f"{program.name} was run with {called}. "
    if ending := _ending(result):
        return start + ending
    n, units = task.sizes[0], task.sizes[1]
    if not len(told.get("early", ())):
        if told.get("strangers"):
            return start + (
                "Its first weights meet other numbers than X: does it scale, add to or draw its "
                "own data? Let it learn from the X and Y that it is given."
            )
        named = "-".join(map(str, task.sizes))
        return start + (
            f"No way forward of {named} was met: X, ({n}, {task.X.shape[1]}), times first weights "
            f"of the shape ({units}, {n}), and on through all layers."
        )
    if not len(told.get("sizes", ())):
        return start + "It goes forward, but none of its weights ever changes."
    return start + (
        f"It made {len(told['sizes'])} steps, which is less than an epoch of {task.X.shape[1]} "
        "examples: let it train for longer."
    )
