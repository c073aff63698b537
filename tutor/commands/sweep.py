"""`nn-tutor sweep`: a grid or random draws of settings, in parallel processes."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.train import read_config
from tutor.commands.training_flags import add_flags, check_data_flags, given_settings

if TYPE_CHECKING:
    from engine.sweep import Result, Trial
    from tutor.playground.sweeping import Plan

EXAMPLES = """examples:
  nn-tutor sweep --vary lr=0.01,0.1,1 --vary hidden=8;32;16,16 --seeds 3 --epochs 100
  nn-tutor sweep --vary lr=0.001..1 --vary batch-size=16,64 --draws 20 --results sweep.jsonl
Values stand between commas; layers between semicolons; low..high is a range to draw from."""

EXIT_GOOD, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "sweep",
        help="train with many settings and compare",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--vary", action="append", default=[], metavar="NAME=VALUES")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="runs of each choice")
    parser.add_argument("--draws", type=int, default=0, metavar="N", help="random choices")
    parser.add_argument("--figure", default="accuracy", help="what is compared (default: accuracy)")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes at once")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="JSON lines; what is in it is not run again"
    )
    parser.add_argument("--csv-out", type=Path, metavar="FILE", help="write the results as CSV")
    parser.add_argument("--json", action="store_true", help="print a JSON object for each run")
    parser.add_argument("--config", metavar="FILE", type=Path, help="settings as JSON")
    add_flags(parser)


def run(options: argparse.Namespace) -> int:
    from tutor.playground.sweeping import read_results

    try:
        plan = _plan(options)
        trials = plan.trials()
        _check(trials)
        done = read_results(options.results, trials) if options.results else []
    except ValueError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    with _stopped_by_interrupt() as interrupted:
        try:
            results = _work(options, trials, done, interrupted)
        except OSError as error:
            print(f"{options.results}: {error.strerror}", file=sys.stderr)
            return EXIT_FAILED
    return _report(options, plan, results, len(trials), bool(interrupted))


def _plan(options: argparse.Namespace) -> Plan:
    from tutor.playground.axes import read_axis
    from tutor.playground.sweeping import Plan

    base = read_config(options.config) | given_settings(options)
    check_data_flags(base)
    if options.seeds < 1 or options.draws < 0 or options.workers < 0:
        raise ValueError("--seeds is 1 or more, --draws and --workers are not negative")
    try:
        axes = dict(read_axis(text) for text in options.vary)
    except ValueError as error:
        raise ValueError(f"--vary {error}") from None
    return Plan(base, axes, options.seeds, options.draws, options.figure)


def _check(trials: list[Trial]) -> None:
    """Raises ValueError where settings are unknown, before any process is started."""
    from engine.experiment import Experiment

    for trial in trials:
        Experiment.of(**trial.settings)


def _work(
    options: argparse.Namespace, trials: list[Trial], done: list[Result], interrupted: list[bool]
) -> list[Result]:
    """Run what is not done yet; write each result at once, so that nothing is lost."""
    from engine.sweep import sweep
    from tutor.playground.sweeping import key, line

    known = {key(result.trial) for result in done}
    missing = [trial for trial in trials if key(trial) not in known]
    workers = options.workers or os.cpu_count() or 1
    results = list(done)
    with (
        _appending(options.results) as write,
        ProcessPoolExecutor(workers, get_context("spawn"), _ignore_interrupts) as executor,
    ):
        for result in sweep(missing, executor, at_once=workers, stopped=lambda: bool(interrupted)):
            results.append(result)
            write(line(result))
            if options.json:
                print(line(result), flush=True)
            else:
                _show_progress(len(results), len(trials))
    return results


def _ignore_interrupts() -> None:
    """Leave ctrl+c to the process that hands out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _appending(path: Path | None) -> Iterator[Any]:
    if path is None:
        yield lambda text: None
        return
    with path.open("a", encoding="utf-8") as file:

        def write(text: str) -> None:
            file.write(f"{text}\n")
            file.flush()

        yield write


@contextmanager
def _stopped_by_interrupt() -> Iterator[list[bool]]:
    """Let the first ctrl+c end the sweep after the runs under way."""
    interrupted: list[bool] = []

    def stop(*_: object) -> None:
        interrupted.append(True)
        print("\nEnding after the runs under way.", file=sys.stderr)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        full = round(30 * done / total)
        bar = "█" * full + "░" * (30 - full)
        print(f"\r{bar}  {done} of {total} runs", end="", file=sys.stderr, flush=True)


def _report(
    options: argparse.Namespace, plan: Plan, results: list[Result], total: int, interrupted: bool
) -> int:
    from tutor.playground.sweep_picture import sweep_picture
    from tutor.playground.sweeping import table
    from tutor.plots.ansi import ansi, terminal_palette
    from tutor.plots.cells import plain

    if not options.json:
        palette = terminal_palette()
        picture = sweep_picture(plan, results, total, 100, 200, palette)
        if sys.stderr.isatty():
            print(file=sys.stderr)
        print(ansi(picture, palette) if sys.stdout.isatty() else plain(picture))
    if options.csv_out:
        try:
            options.csv_out.write_text(table(results), encoding="utf-8")
        except OSError as error:
            print(f"{options.csv_out}: {error.strerror}", file=sys.stderr)
            return EXIT_FAILED
    if interrupted:
        return EXIT_INTERRUPTED
    return EXIT_FAILED if results and all(result.error for result in results) else EXIT_GOOD
