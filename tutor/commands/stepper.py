"""`nn-tutor stepper`: the stepper alone, for a network or a formula of one's own."""

from __future__ import annotations

import argparse
from functools import partial

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.commands.open import open_tutor, unfit_terminal
from tutor.commands.output import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--graph", metavar="FORMULA", help="a formula, such as 3*(a+b*c)")
    parser.add_argument("--layers", metavar="LIST", help="a network, such as 3,4,1")


def run(options: argparse.Namespace) -> int:
    if unfit := unfit_terminal():
        tell(unfit)
        return EXIT_FAILED
    from tutor.screens.stepper import StepperScreen
    from tutor.screens.stepper_setup import FIRST, Unsuitable, options_of

    form = dict(FIRST)
    if options.graph:
        form |= {"what": "formula", "formula": options.graph, "inputs": ""}
    if options.layers:
        form |= {"what": "network", "layers": options.layers}
    try:
        options_of(form)
    except Unsuitable as error:
        tell(error)
        return EXIT_USAGE
    first = partial(StepperScreen, form=form)
    return open_tutor(options.course, options.data_dir, first=first)
