"""`nn-tutor train --predict FILE`: a further table with the predictions beside it, as CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tutor.commands.output import tell
from tutor.commands.reading import STANDARD_INPUT
from tutor.commands.training_flags import given_settings
from tutor.whole_files import write_whole

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from engine.prediction import Predictor
    from engine.tables.further import Further

_HAS_SAY = ("weights", "missing")
"""The settings that matter where nothing is trained."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--predict",
        metavar="FILE",
        help="print the table in FILE (or - for standard input) with the predictions beside it; "
        "with --weights of a --save and no --csv, without training",
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="write what --predict gives there, as CSV"
    )


def check(options: argparse.Namespace) -> None:
    """Raises ValueError for flags that contradict each other."""
    if options.predict is None:
        if options.out is not None:
            raise ValueError("--out goes with --predict FILE.")
        return
    if options.json and options.out is None:
        raise ValueError("--predict prints CSV and --json prints JSON: give --out FILE to the CSV.")
    if options.predict == STANDARD_INPUT == getattr(options, "csv", None):
        raise ValueError("--csv - and --predict - both read standard input: give one as a file.")
    read = [Path(name) for name in (options.predict, getattr(options, "csv", None)) if name]
    if options.out and any(options.out.resolve() == path.resolve() for path in read):
        raise ValueError(f"--out {options.out}: the table there would be overwritten")


def other_output(options: argparse.Namespace) -> AbstractContextManager[object]:
    """Where all else is printed while standard output is kept for the table."""
    alone = options.predict is not None and options.out is None
    return redirect_stdout(sys.stderr) if alone else nullcontext()


def trains_nothing(options: argparse.Namespace) -> bool:
    """Whether a saved network predicts as it is, since there is nothing to train on."""
    given = ("csv", "dataset", "config")
    return (
        options.predict is not None
        and hasattr(options, "weights")
        and not any(getattr(options, name, None) for name in given)
    )


def predict_saved(options: argparse.Namespace) -> bool:
    """Predict with the network in a file, without training; whether the table could be written.

    Raises ValueError for a file or a table that cannot be read, and for flags of a training.
    """
    from tutor.commands.saved_network import read_network

    settings = given_settings(options)
    idle = [name for name in settings if name not in _HAS_SAY]
    idle += [name for name in ("save", "export") if getattr(options, name)]
    idle += ["seeds"] if options.seeds > 1 else []
    if idle:
        raise ValueError(
            f"--{idle[0].replace('_', '-')}: nothing is trained where --weights and --predict "
            "stand alone; give --csv FILE to train on"
        )
    if settings.get("missing", "drop") not in ("drop", "refuse"):
        raise ValueError(
            f"--missing {settings['missing']}: figures to fill in come from the training; "
            "give it to train --save, or --missing drop here"
        )
    predictor = read_network(Path(settings["weights"]))
    further = predictor.read(options.predict, settings.get("missing"))
    return write(options.out, predictor, further)


def write(out: Path | None, predictor: Predictor, further: Further) -> bool:
    """Write the table with its predictions; say so if the file cannot be written."""
    predicted = predictor.predict(further)
    for remark in predicted.remarks():
        tell(f"! {further.table.name}: {remark}")
    try:
        with _opened(out) as stream:
            predicted.write(stream)
    except OSError as error:
        if out is None:
            raise
        tell(f"{out}: {error.strerror}")
        return False
    return True


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    stream = StringIO()
    yield stream
    write_whole(out, stream.getvalue(), newline="")
