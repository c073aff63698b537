"""`nn-tutor stepper`: the stepper alone, for a network or a formula of one's own."""

from __future__ import annotations

import argparse
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.commands.open import open_tutor, unfit_terminal
from tutor.commands.output import tell
from tutor.commands.training_flags import add_flags, given_settings
from tutor.settings.table import SETTINGS

if TYPE_CHECKING:
    from tutor.live.stepper.options import StepperOptions

OWN = ("weights", "rows", "csv", "label")
CHOSEN = ("activation", "output", "loss", "learning_rate")
BIASES = "shared_bias"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--graph", metavar="FORMULA", help="a formula, such as 3*(a+b*c)")
    parser.add_argument("--layers", metavar="LIST", help="a network, such as 3,4,1")
    network = {"of a network": [SETTINGS[name] for name in (*CHOSEN, BIASES, *OWN)]}
    add_flags(parser, network)


def run(options: argparse.Namespace) -> int:
    if unfit := unfit_terminal():
        tell(unfit)
        return EXIT_FAILED
    from tutor.screens.stepper import StepperScreen
    from tutor.screens.stepper_setup import FIRST, options_of

    given = given_settings(options)
    if given and not options.layers:
        tell(f"--{next(iter(given)).replace('_', '-')} goes with --layers.")
        return EXIT_USAGE
    form = dict(FIRST)
    if options.graph:
        form |= {"what": "formula", "formula": options.graph, "inputs": ""}
    if options.layers:
        form |= {"what": "network", "layers": options.layers}
    form |= {n.replace("_", " "): str(given[n]) for n in CHOSEN if n in given}
    if BIASES in given:
        form |= {"biases": "one a layer"}
    if "weights" in given or "csv" in given:
        form |= {"until": "update"}
    try:
        stepped = own_network(options_of(form), given)
    except ValueError as error:
        tell(error)
        return EXIT_USAGE
    first = partial(StepperScreen, stepped, form)
    return open_tutor(options.course, options.data_dir, first=first)


def own_network(options: StepperOptions, given: dict[str, Any]) -> StepperOptions:
    """The options with the weights and the examples of files; raises ValueError."""
    from tutor.live.stepper.options import StepperOptions
    from tutor.stepping.own_network import own_table, own_weights
    from tutor.stepping.setup import StepperSetup

    own: dict[str, Any] = {}
    if "weights" in given:
        names = [part.name for part in fields(StepperSetup)]
        setup = StepperSetup(**{name: getattr(options, name) for name in names})
        own |= own_weights(setup, given["weights"], given.get("rows", False))
    if "csv" in given:
        own |= own_table(options.layers, given["csv"], given.get("label"))
    return StepperOptions.model_validate({**options.model_dump(by_alias=True), **own})
