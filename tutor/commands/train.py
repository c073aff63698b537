"""`nn-tutor train`: a training run without the app, as a chart or as JSON lines."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.json_lines import print_line
from tutor.commands.training_flags import add_flags, check_settings, given_settings

if TYPE_CHECKING:
    from engine.training import Snapshot, Training

EXAMPLES = """examples:
  nn-tutor train --dataset spiral --hidden 32 --lr 0.1 --epochs 200
  nn-tutor train --dataset digits --hidden 64 --optimizer adam --validation-split 0.2 --epochs 30
  nn-tutor train --csv houses.csv --label price --standardise --json"""

EXIT_GOOD, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "train",
        help="train a network and print how it goes",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--config", metavar="FILE", type=Path, help="settings as JSON; flags go before them"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one an epoch")
    parser.add_argument(
        "--export", metavar="FILE", type=Path, help="write the trained network as a PyTorch program"
    )
    add_flags(parser)


def run(options: argparse.Namespace) -> int:
    # A second thread gains little on small matrices and loses much on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from engine.experiment import Experiment

    if options.export and not options.export.parent.is_dir():
        print(f"{options.export}: there is no such folder to write into", file=sys.stderr)
        return EXIT_USAGE
    try:
        settings = read_config(options.config) | given_settings(options)
        check_settings(settings)
        training = Experiment.of(**settings).start()
    except ValueError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    except MemoryError as error:
        print(f"Not enough memory for this: {error}", file=sys.stderr)
        return EXIT_FAILED
    with stopped_by_interrupt(training) as interrupted:
        last = _print_lines(training) if options.json else _draw(training)
    if last.diverged:
        print(last.diverged.message, file=sys.stderr)
        return EXIT_FAILED
    if options.export and not _export(training, options.export):
        return EXIT_FAILED
    return EXIT_INTERRUPTED if interrupted else EXIT_GOOD


def read_config(path: Path | None) -> dict[str, Any]:
    """The settings in a file as the playground writes them; raises ValueError if it is none."""
    if path is None:
        return {}
    import json

    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{path}: this is no JSON ({error})") from error
    if not isinstance(settings, dict):
        raise ValueError(f"{path}: settings by name are expected, {{...}}")
    return {n: tuple(v) if isinstance(v, list) else v for n, v in settings.items()}


@contextmanager
def stopped_by_interrupt(training: Training) -> Iterator[list[bool]]:
    """Let the first ctrl+c end the run after its present step; it shows in the list yielded."""
    interrupted: list[bool] = []

    def stop(*_: object) -> None:
        interrupted.append(True)
        training.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def _export(training: Training, path: Path) -> bool:
    """Write the PyTorch program; say so if the file cannot be written."""
    from engine.export import to_pytorch

    try:
        path.write_text(to_pytorch(training.network, training.optimizer), encoding="utf-8")
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return False
    return True


def record(snapshot: Snapshot) -> dict[str, object]:
    """The fields of a snapshot's JSON line: all that were measured."""
    fields = {name: getattr(snapshot, name) for name in snapshot.__slots__}
    if snapshot.diverged:
        found = snapshot.diverged
        fields["diverged"] = {name: getattr(found, name) for name in found.__slots__}
    return {name: value for name, value in fields.items() if value is not None}


def _print_lines(training: Training) -> Snapshot:
    for snapshot in training:
        print_line(record(snapshot))
    return snapshot


def _draw(training: Training) -> Snapshot:
    from tutor.commands.training_text import ProgressBar, report

    bar = ProgressBar(sys.stderr, training.config.epochs)
    snapshots = []
    for snapshot in training:
        snapshots.append(snapshot)
        bar.show(snapshot)
    bar.clear()
    print(report(snapshots, colour=sys.stdout.isatty()))
    return snapshots[-1]
