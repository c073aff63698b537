"""`nn-tutor trace`: a program of one's own, one operation at a time."""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_USAGE
from tutor.commands.json_lines import print_line
from tutor.commands.narrow import columns, fitted
from tutor.commands.open import open_tutor, unfit_terminal
from tutor.commands.output import tell
from tutor.commands.training_flags import layer_sizes, number, positive

if TYPE_CHECKING:
    from tutor.programs.judgement import Judgement
    from tutor.programs.looking import CodeLook
    from tutor.programs.recorded import Event, Recorded
    from tutor.programs.reference import Reference
    from tutor.programs.slopes.check import SlopeCheck

Checked: TypeAlias = "tuple[SlopeCheck, str]"
"""A gradient check, and what tells a wrong loss from wrong gradients."""
_BY_SIZES = "--layers with the network's sizes"
_INDENT = 2
"""Of a sentence that goes on in another line."""
EXAMPLES = """examples:
  nn-tutor trace net.py
  nn-tutor trace net.py --call "train(X, Y)" --iteration 17
  nn-tutor trace net.py --layers 2,5,3 --activation relu
  nn-tutor trace net.py --gradient-check
  nn-tutor trace net.ipynb --function backward --json

--json prints for each operation {"line", "text", "name", "operands", "shape", "value"}, with
"part": true where "value" is the first corner of a large array, and last
{"first_difference": {"line", "text", "message"} or null, of a notebook "place" too,
 "noticed": [{"line", "kind", "message"}]}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.description = (
        "Runs a Python program (.py or .ipynb) in a sandbox and shows what each of its operations "
        "gave: line, text, name, shape and values. The program is not changed; it may read files "
        "of its own folder. In a terminal it opens the stepper; --text, --json and a pipe list."
    )
    _add_program(parser)
    _add_reference(parser)
    parser.add_argument(
        "--gradient-check",
        action="store_true",
        help="nudge the parameters, and compare the gradients with what the program's loss does",
    )
    parser.add_argument("--text", action="store_true", help="list it, also in a terminal")
    parser.add_argument("--json", action="store_true", help="one JSON object an operation")


def _add_program(parser: argparse.ArgumentParser) -> None:
    """What is run, and what of it is looked at."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the program")
    parser.add_argument("--call", metavar="CODE", default="", help="run this after the program")
    parser.add_argument("--function", metavar="NAME", help="only what its calls do")
    parser.add_argument(
        "--iteration",
        metavar="N",
        type=number(int, -math.inf),
        help="only the loop's turn N, from 0",
    )
    parser.add_argument(
        "--seconds",
        metavar="S",
        type=positive,
        default=10.0,
        help="stop it after S s (default: 10)",
    )


def _add_reference(parser: argparse.ArgumentParser) -> None:
    """The network that it is compared with."""
    against = parser.add_argument_group("against the engine")
    against.add_argument(
        "--layers",
        metavar="SIZES",
        type=layer_sizes,
        help="the network that it means to be: inputs, hidden units, outputs, as 2,5,3",
    )
    against.add_argument("--activation", metavar="NAME", help="of hidden layers (default: relu)")
    against.add_argument(
        "--output", metavar="NAME", help="of the last layer (default: sigmoid for one, softmax)"
    )
    against.add_argument("--loss", metavar="NAME", help="what the last layer suits, or mse")
    against.add_argument("--lr", metavar="RATE", help="how far all go against their slopes")
    against.add_argument("--preset", metavar="NAME", help="a network of the playground, as spiral")
    against.add_argument(
        "--config", metavar="FILE", type=Path, help="settings of nn-tutor train, as JSON"
    )


def run(options: argparse.Namespace) -> int:
    from tutor.programs.program import UnreadableProgram, read_program

    if options.seconds > 600:
        tell("--seconds takes more than 0 and at most 600.")
        return EXIT_USAGE
    if options.iteration is not None and options.iteration < 0:
        tell("--iteration takes the number of an iteration; the first is 0.")
        return EXIT_USAGE
    try:
        program = read_program(options.file, options.call)  # before all that takes its time
        look = _look(options)
    except (UnreadableProgram, ValueError) as error:
        tell(error)
        return EXIT_USAGE
    if not (options.json or options.text or unfit_terminal()):
        return _open(options, look)
    from tutor.programs.running import look_at

    recorded = look_at(program, look.function, look.iteration, look.seconds)
    nodes = recorded.inside(look.function, look.iteration)
    chosen = [operation for operation in recorded.operations if operation.node in nodes]
    judgement = look.judge(recorded)
    checked = _checked(recorded, chosen[0], look) if options.gradient_check and chosen else None
    if options.json:
        _print_json(recorded, chosen, judgement, checked)
    else:
        _print_text(recorded, chosen, judgement, checked)
    for told in _remarks(recorded, chosen, look):
        tell(told)
    is_there = chosen or not look.nothing_there(recorded)
    return EXIT_GOOD if is_there and not recorded.message else EXIT_FAILED


def _checked(recorded: Recorded, at: Event, look: CodeLook) -> Checked:
    """Check the gradients of the iteration of an operation."""
    from tutor.programs.slopes.check import check_gradients

    check = check_gradients(recorded.program, recorded, at, by_steps=True)
    return check, "" if look.reference else _BY_SIZES


def _look(options: argparse.Namespace) -> CodeLook:
    """What is looked at; raises ValueError."""
    from tutor.programs.looking import CodeLook

    return CodeLook(
        options.file,
        options.call,
        seconds=options.seconds,
        function=options.function,
        iteration=options.iteration,
        reference=_reference(options),
    )


def _reference(options: argparse.Namespace) -> Reference | None:
    """The network to compare with; raises ValueError."""
    from tutor.commands.training_settings import read_config
    from tutor.programs.reference import options_of, rate_of
    from tutor.programs.set_ups import preset, reference_of

    named = [each for each in (options.layers, options.preset, options.config) if each]
    if len(named) > 1:
        raise ValueError("Name the network in one way: --layers, --preset or --config.")
    rate = rate_of(options.lr) if options.lr else None
    if options.preset or options.config:
        found = preset(options.preset) if options.preset else None
        found = found or reference_of(read_config(options.config))
        return replace(found, rate=rate)
    return options_of({**vars(options), "lr": rate})


def _open(options: argparse.Namespace, look: CodeLook) -> int:
    from tutor.screens.own_code import OwnCodeScreen

    return open_tutor(options.course, options.data_dir, first=lambda: OwnCodeScreen(look))


def difference(recorded: Recorded, judgement: Judgement) -> dict[str, object] | None:
    """Where the program parts from the engine, or stops: line, text and message."""
    from tutor.programs.records import where

    program = recorded.program
    if first := judgement.first:
        said = {"text": first.event.place.text, "message": first.message}
        return where(program, first.event.line) | said
    if recorded.message:
        last = [each.line for each in recorded.operations[-1:]]
        line = next((each for each in (recorded.line, *last) if each), 1)
        text = program.lines[line - 1].strip()
        return where(program, line) | {"text": text, "message": recorded.message}
    return None


def _print_json(
    recorded: Recorded, chosen: list[Event], judgement: Judgement, checked: Checked | None
) -> None:
    from tutor.plots.cells import plain
    from tutor.programs.findings import COMPARED
    from tutor.programs.records import CUT, Records, where

    records = Records(recorded.program)
    for operation in chosen:
        print_line(records.of(operation))
    if records.is_cut:
        tell(CUT)
    found = [
        where(recorded.program, each.line) | {"kind": each.kind, "message": each.message}
        for each in judgement.noticed
    ]
    slopes = _slopes(checked) if checked else {}
    compared = next((rows for title, rows in judgement.notes.boxes if title == COMPARED), None)
    said = {"compared": " ".join(plain(compared).split())} if compared else {}
    first = difference(recorded, judgement)
    print_line({"first_difference": first, "noticed": found, **said, **slopes})


def _slopes(checked: Checked) -> dict[str, object]:
    """What the gradient check found: a row for each gradient, and all of it in a sentence."""
    from tutor.programs.slope_rows import name_of, sentence
    from tutor.programs.slopes.check import is_right

    check, ask = checked
    rows = [
        {
            "name": name_of(each),
            "line": each.pair.gradient.line,
            "right": is_right(each, check.gradients),
            "factor": each.factor,
        }
        for each in check.gradients
    ]
    return {"gradient_check": rows, "gradient_check_says": sentence(check, ask)}


def _print_text(
    recorded: Recorded, chosen: list[Event], judgement: Judgement, checked: Checked | None
) -> None:
    from tutor.plots.cells import plain
    from tutor.programs.listing import listing_lines
    from tutor.programs.slope_rows import check_rows, sentence

    for line, indent in listing_lines(recorded, chosen, columns()):
        print(fitted(line, min(indent, columns() // 2)))
    for title, rows in judgement.notes.boxes:
        print(f"\n{title}")
        for row in plain(rows).splitlines():
            print(fitted(row, _INDENT))
    if checked:
        check, ask = checked
        print(f"\n{fitted(sentence(check, ask), 0)}")
        print(plain(check_rows(check)) if check.gradients else "")


def _remarks(recorded: Recorded, chosen: list[Event], look: CodeLook) -> list[str]:
    """What is to be said of the run besides its operations."""
    told = [*([recorded.message] if recorded.message else []), *recorded.remarks]
    if not chosen:
        if nothing := look.nothing_there(recorded):
            told.append(nothing)
        elif not recorded.message:
            told.append(
                "The program computes nothing with numbers. If it only defines functions, name a "
                'call: --call "train(X, Y)".'
            )
    elif not recorded.is_whole and look.iteration is None:
        first, last = chosen[0].number, chosen[-1].number
        told.append(
            f"Operations {first + 1:,} to {last + 1:,} of {recorded.total:,} are listed; "
            "--iteration N or --function NAME looks elsewhere."
        )
    return told
