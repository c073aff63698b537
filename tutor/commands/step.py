"""`nn-tutor step`: every operation of a formula's or a network's forward and backward pass."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_USAGE
from tutor.commands.json_lines import print_line
from tutor.commands.output import harmless, tell
from tutor.commands.training_flags import (
    COUNT,
    add_flags,
    check_settings,
    given_settings,
    layer_sizes,
)
from tutor.settings.table import SECTIONS

if TYPE_CHECKING:
    from engine.datasets import Dataset
    from engine.experiment import DataSettings
    from engine.trace import Step

FIELDS = ("phase", "layer", "name", "formula", "operands", "value", "shape")
EXAMPLES = """examples:
  nn-tutor step --graph "3*(a+b*c)" a=5 b=3 c=2
  nn-tutor step --graph "u = b*c; v = a + u; J = 3*v" a=5 b=3 c=2 --json
  nn-tutor step --graph "w := w - η*dw; J = w²/2" w=1 η=0.1 dw=2
  nn-tutor step --layers 2,3,1 --activation tanh --examples 4
  nn-tutor step --layers 2,4,3 --dataset spiral --optimizer adam --l2 0.01
  nn-tutor step --layers 2,2,2 --weights book.json --csv book.csv --label o1,o2 --lr 0.5"""

MOST_LAYERS = 100
# --layers gives all sizes, and one step knows no epochs.
SIZES = ("hidden", "conv", "kernel_size", "stride", "padding", "pool", "pool_stride")
EPOCHS = ("early_stopping", "min_delta", "schedule", "warmup", "epochs", "batch_size")
FLAGS = {
    title: [
        row
        for row in rows
        if row.name not in (*SIZES, *EPOCHS) and not row.name.startswith(("decay", "augment"))
    ]
    for title, rows in SECTIONS.items()
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.description = (
        "Prints every step of a forward and a backward pass: of a formula, or of one training step "
        "of a network."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--graph", metavar="FORMULA", help="a formula to step")
    what.add_argument(
        "--layers",
        metavar="SIZES",
        type=layer_sizes,
        help="a network to step: inputs, hidden units, outputs, as 2,3,1",
    )
    parser.add_argument("numbers", nargs="*", metavar="NAME=NUMBER", help="the formula's inputs")
    parser.add_argument(
        "--examples",
        metavar="N",
        type=COUNT,
        default=argparse.SUPPRESS,
        help="examples to take from the data set, or to draw at random without one (default: 4)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_flags(parser, FLAGS)


def run(options: argparse.Namespace) -> int:
    settings = given_settings(options)
    if hasattr(options, "examples"):
        settings["examples"] = options.examples
    numbers: dict[str, str] = {}
    steps: Sequence[Step]
    try:
        if options.graph is not None:
            _refuse(settings, "--graph")
            steps, numbers = _graph_steps(options.graph, _inputs(options.numbers))
        else:
            _refuse(options.numbers, "--layers")
            steps = _network_steps(options.layers, settings)
    except ValueError as error:
        tell(error)
        return EXIT_USAGE
    except MemoryError as error:
        tell(f"Not enough memory for this: {error}")
        return EXIT_FAILED
    if options.json:
        for step in steps:
            print_line(record(step))
    else:
        from tutor.commands.step_text import start_lines, text_lines

        for line in (*start_lines(getattr(steps, "inputs", {})), *text_lines(steps, numbers)):
            print(line)
    return EXIT_GOOD


def record(step: Step) -> dict[str, object]:
    """A step as the fields of its JSON line; `note` only where there is one."""
    fields = {name: getattr(step, name) for name in FIELDS}
    return fields | {"note": step.note} if step.note else fields


def _inputs(pairs: list[str]) -> dict[str, float]:
    """Inputs given as name=number; raises ValueError for any other form."""
    from engine.formula import FormulaError
    from tutor.formulas.numbers import read_number

    inputs = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.strip():
            raise ValueError(f"{pair!r} is not an input: write it as name=number, such as a=5.")
        try:
            inputs[name.strip()] = read_number(text).value
        except FormulaError as error:
            raise ValueError(f"{name.strip()}: {error}") from None
    return inputs


def _graph_steps(formula: str, inputs: dict[str, float]) -> tuple[list[Step], dict[str, str]]:
    """The steps of a formula, and for each its right side with the numbers filled in.

    Raises FormulaError with the place of the fault drawn below the message.
    """
    from engine.formula import FormulaError
    from engine.graph import Graph

    try:
        graph = Graph.parse(formula, inputs)
    except FormulaError as error:
        before, after = formula[: error.position], formula[error.position :]
        line = harmless(before.rpartition("\n")[2])
        shown = line + after.partition("\n")[0]
        message = f"{error}\n  {shown}\n  {' ' * len(line)}^"
        raise FormulaError(message, error.position) from error
    steps = graph.steps(inputs)
    return steps, {step.name: graph.provenance(step.name).numbers for step in steps}


def _refuse(words: Iterable[str], flag: str) -> None:
    """Raises ValueError if there are words on the command line that do not go with a flag."""
    if odd := [word if "=" in word else f"--{word.replace('_', '-')}" for word in words]:
        raise ValueError(f"{' and '.join(odd)} cannot go with {flag}.")


def _network_steps(sizes: tuple[int, ...], settings: dict[str, Any]) -> Sequence[Step]:
    """One training step of a network; raises ValueError where sizes and data do not fit."""
    from engine.experiment import Experiment
    from engine.trace import trace

    if len(sizes) < 2:
        raise ValueError("--layers needs inputs and outputs at least, such as 2,1.")
    check_settings(settings)
    asked = settings.pop("examples", None)
    examples = 4 if asked is None else asked
    _check_room(sizes, examples)
    named = "dataset" in settings or "csv" in settings
    experiment = Experiment.of(hidden=sizes[1:-1], **settings)
    if own := _own_examples(sizes, experiment.data):
        _check_room(sizes, own.m if asked is None else asked)
        own = own if asked is None else own.spread(asked)
        data = experiment.preparation(own)(own)
    elif named:
        data = experiment.sets()[0].spread(examples)
    else:
        data = _random_data(sizes[0], sizes[-1], examples, experiment.seed)
    if sizes[-1] == 2 and data.class_names:
        data = data.with_one_hot_classes()
    _check_sizes(sizes, data)
    network = experiment.network.build(data, experiment.seed)
    return trace(network, data.X, data.Y, experiment.optimizer.make())


def _own_examples(sizes: tuple[int, ...], chosen: DataSettings) -> Dataset | None:
    """The user's examples, if their table has just the inputs and the targets of the layers."""
    from engine.datasets.own_examples import own_examples

    if chosen.csv is None or chosen.target == "classes":
        return None
    data = own_examples(chosen.csv, sizes[0], sizes[-1], chosen.label)
    return data and (replace(data, class_names=()) if chosen.target == "numbers" else data)


def _check_room(sizes: tuple[int, ...], examples: int) -> None:
    """Raises ValueError, before anything is made, for more than a computer can hold."""
    from engine.limits import MOST_NUMBERS, MOST_PARAMETERS

    parameters = sum((before + 1) * after for before, after in pairwise(sizes))
    if len(sizes) > MOST_LAYERS:
        raise ValueError(
            f"--layers: {len(sizes):,} layers are too many, the limit is {MOST_LAYERS}"
        )
    if parameters > MOST_PARAMETERS:
        raise ValueError(
            f"--layers: {parameters:,} parameters are too many, the limit is {MOST_PARAMETERS:,}"
        )
    if sum(sizes) * examples > MOST_NUMBERS:
        most = MOST_NUMBERS // sum(sizes)
        raise ValueError(f"--examples: {examples:,} are too many, {most:,} fit with these layers")


def _random_data(n_inputs: int, n_outputs: int, examples: int, seed: int) -> Dataset:
    """Normal numbers with one decimal, so that they can be followed by hand, and random classes."""
    import numpy as np

    from engine.datasets.dataset import with_classes

    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n_inputs, examples)).round(1)
    classes = max(n_outputs, 2)
    labels = rng.permutation(np.arange(examples) % classes)
    return with_classes("random", X, labels, [str(j) for j in range(classes)], ())


def _check_sizes(sizes: tuple[int, ...], data: Dataset) -> None:
    fitting = (len(data.X), *sizes[1:-1], len(data.Y))
    if sizes != fitting:
        layers = ",".join(map(str, fitting))
        raise ValueError(
            f"{data.name} has inputs and outputs in other numbers: write --layers {layers}"
        )
