"""`nn-tutor playground`: the playground, set up by the flags of `nn-tutor train`."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.commands.open import open_tutor, unfit_terminal
from tutor.commands.output import tell
from tutor.commands.training_settings import add_settings, read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_settings(parser)


def run(options: argparse.Namespace) -> int:
    try:
        settings = read_settings(options)
        _check(settings)
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
    first = partial(PlaygroundScreen, settings, runs=runs, course=options.course)
    return open_tutor(options.course, options.data_dir, first=first)


def _check(settings: dict[str, Any]) -> None:
    """Raises ValueError for settings that are unknown; whether they go together the screen says."""
    from engine.experiment import Experiment

    Experiment.of(**settings)
