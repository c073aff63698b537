"""`nn-tutor step`: every operation of a formula's or a network's forward and backward pass."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from tutor.commands.json_lines import print_line

if TYPE_CHECKING:
    from engine.trace import Step

FIELDS = ("phase", "layer", "name", "formula", "operands", "value", "shape")
EXAMPLES = """examples:
  nn-tutor step --graph "3*(a+b*c)" a=5 b=3 c=2
  nn-tutor step --graph "u = b*c; v = a + u; J = 3*v" a=5 b=3 c=2 --json"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "step",
        help="print every step of a forward and a backward pass",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--graph", metavar="FORMULA", required=True, help="a formula to step")
    parser.add_argument("inputs", nargs="*", metavar="NAME=NUMBER", help="the formula's inputs")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: argparse.Namespace) -> int:
    try:
        steps, numbers = _graph_steps(options.graph, _inputs(options.inputs))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        for step in steps:
            print_line(record(step))
    else:
        from tutor.commands.step_text import text_lines

        for line in text_lines(steps, numbers):
            print(line)
    return 0


def record(step: Step) -> dict[str, object]:
    """A step as the fields of its JSON line; `note` only where there is one."""
    fields = {name: getattr(step, name) for name in FIELDS}
    return fields | {"note": step.note} if step.note else fields


def _inputs(pairs: list[str]) -> dict[str, float]:
    """Inputs given as name=number; raises ValueError for any other form."""
    inputs = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        try:
            inputs[name.strip()] = float(text)
        except ValueError:
            equals = ""
        if not equals:
            raise ValueError(f"{pair!r} is not an input: write it as name=number, such as a=5.")
    return inputs


def _graph_steps(formula: str, inputs: dict[str, float]) -> tuple[list[Step], dict[str, str]]:
    """The steps of a formula, and for each its right side with the numbers filled in.

    Raises GraphError with the place of the fault drawn below the message.
    """
    from engine.graph import Graph, GraphError

    try:
        graph = Graph.parse(formula)
    except GraphError as error:
        before, after = formula[: error.position], formula[error.position :]
        line = before.rpartition("\n")[2]
        shown = line + after.partition("\n")[0]
        message = f"{error}\n  {shown}\n  {' ' * len(line)}^"
        raise GraphError(message, error.position) from error
    steps = graph.steps(inputs)
    return steps, {step.name: graph.provenance(step.name).numbers for step in steps}
