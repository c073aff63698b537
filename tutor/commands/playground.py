"""`nn-tutor playground`: the playground, set up by the flags of `nn-tutor train`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.commands.open import open_tutor, unfit_terminal
from tutor.commands.output import tell
from tutor.commands.training_settings import add_settings, read_settings

if TYPE_CHECKING:
    from tutor.runs.store import Runs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    own = parser.add_argument_group("a network of your own")
    own.add_argument(
        "--own",
        metavar="FILE",
        type=Path,
        help="train the network of this program in the sandbox, and show it beside the engine's",
    )
    own.add_argument(
        "--call",
        metavar="CODE",
        default="",
        help="how it is trained, as train(X, Y, seed); X and Y hold an example a column",
    )
    add_settings(parser)


def run(options: argparse.Namespace) -> int:
    try:
        settings = read_settings(options)
        _check(settings)
        if options.call and options.own is None:
            raise ValueError("--call goes with --own FILE.")
    except ValueError as error:
        tell(error)
        return EXIT_USAGE
    if unfit := unfit_terminal():
        tell(unfit)
        return EXIT_FAILED
    from tutor.progress.faults import StoreError
    from tutor.progress.folder import data_folder
    from tutor.runs.store import FILE_NAME, Runs
    from tutor.screens.playground import PlaygroundScreen

    try:
        runs = Runs(data_folder(options.data_dir) / FILE_NAME)
    except StoreError as error:
        tell(error)
        return EXIT_FAILED
    first: Callable[[], Any]
    if options.own is None:
        first = partial(PlaygroundScreen, settings, runs=runs, course=options.course)
    else:
        try:
            first = _beside_own(options, settings, runs)
        except ValueError as error:
            tell(error)
            return EXIT_FAILED
    return open_tutor(options.course, options.data_dir, first=first)


def _beside_own(
    options: argparse.Namespace, settings: dict[str, Any], runs: Runs
) -> Callable[[], Any]:
    """Train the learner's network; return the screen that shows it; ValueError if it cannot be."""
    from tutor.own_networks.own_run import CannotTrain, train_own
    from tutor.programs.program import UnreadableProgram, read_program
    from tutor.screens.own_network import OwnNetworkScreen

    tell(f"Training the network of {options.own} in the sandbox …")
    try:
        own = train_own(read_program(options.own), settings, options.call)
    except (UnreadableProgram, CannotTrain) as error:
        raise ValueError(str(error)) from None
    return lambda: OwnNetworkScreen(own, runs)


def _check(settings: dict[str, Any]) -> None:
    """Raises ValueError for settings that are unknown; whether they go together the screen says."""
    from engine.experiment import Experiment

    Experiment.of(**settings)
