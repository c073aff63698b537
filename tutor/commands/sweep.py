"""`nn-tutor sweep`: a grid or random draws of settings, in parallel processes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_INTERRUPTED, EXIT_USAGE
from tutor.commands.interrupts import interrupts
from tutor.commands.output import tell
from tutor.commands.reading import STANDARD_INPUT, tell_reading
from tutor.commands.training_flags import COUNT, WHOLE
from tutor.commands.training_settings import add_settings, read_settings
from tutor.whole_files import write_whole

if TYPE_CHECKING:
    from engine.sweep import Result, Trial
    from engine.tables.reading import Reading
    from tutor.sweeps.plan import Plan

EXAMPLES = """examples:
  nn-tutor sweep --vary lr=0.01,0.1,1 --vary 'hidden=8;32;16,16' --seeds 3 --epochs 100
  nn-tutor sweep --vary lr=0.001..1 --vary batch-size=16,64 --draws 20 --results sweep.jsonl
Any setting of nn-tutor train can be varied. Values stand between commas; hidden layers, filters
and features, which are lists themselves, between semicolons; low..high is a range to draw from.
With --results a sweep that was interrupted goes on where it was, given the same command again."""

STOPPING = "Ending after the runs under way; ctrl+c again gives them up."
BROKEN = "A process was ended from outside, perhaps because memory ran out."
MOST_WORKERS = 61  # as many processes as Windows lets one wait for
_NARROWEST = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "--vary", action="append", default=[], metavar="NAME=VALUES", help="what to try; repeatable"
    )
    parser.add_argument("--seeds", type=COUNT, default=1, metavar="N", help="runs of each choice")
    parser.add_argument("--draws", type=WHOLE, default=0, metavar="N", help="random choices")
    parser.add_argument(
        "--figure",
        default="",
        metavar="NAME",
        help="what is compared, as val_accuracy, loss or seconds (default: what suits the data)",
    )
    parser.add_argument("--workers", type=WHOLE, default=0, metavar="N", help="processes at once")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="JSON lines; what is in it is not run again"
    )
    parser.add_argument("--csv-out", type=Path, metavar="FILE", help="write the results as CSV")
    parser.add_argument("--json", action="store_true", help="print a JSON object for each run")
    add_settings(parser)


def run(options: argparse.Namespace) -> int:
    from concurrent.futures import BrokenExecutor

    from tutor.sweeps.plan import read_results

    try:
        plan = _plan(options)
        trials = plan.trials()
        _check(trials)
        reading = _reading(trials[0])
        results = read_results(options.results, trials) if options.results else []
    except ValueError as error:
        tell(error)
        return EXIT_USAGE
    if reading:
        tell_reading(reading, bool(plan.base.get("standardise")), options.json)
    broken = False
    with interrupts() as interrupted:
        try:
            _work(options, plan, trials, results, interrupted.is_set)
        except KeyboardInterrupt:
            tell("")  # the second ctrl+c: report what had ended by then
        except BrokenExecutor:
            broken = True
            tell(f"{BROKEN}{_again(options)}")
    code = _report(options, plan, trials, results)
    if interrupted.is_set() and len(results) < len(trials):
        tell(f"Interrupted.{_again(options)}")
    return EXIT_FAILED if broken else EXIT_INTERRUPTED if interrupted.is_set() else code


def _again(options: argparse.Namespace) -> str:
    """How to go on, where that can be."""
    return " The same command again goes on from here." if options.results else ""


def _plan(options: argparse.Namespace) -> Plan:
    from tutor.sweeps.axes import read_axes
    from tutor.sweeps.plan import Plan

    base = read_settings(options)
    try:
        axes = read_axes(options.vary)
    except ValueError as error:
        raise ValueError(f"--vary {error}") from None
    return Plan(base, axes, options.seeds, options.draws, options.figure)


def _check(trials: list[Trial]) -> None:
    """Raises ValueError where settings are unknown, before any process is started."""
    from engine.experiment import Experiment

    for trial in trials:
        Experiment.of(**trial.settings)


def _reading(trial: Trial) -> Reading | None:
    """What is read of the table that is swept over; raises ValueError where it cannot be."""
    from engine.experiment import Experiment

    table = trial.settings.get("csv")
    if table == STANDARD_INPUT:
        raise ValueError("--csv -: each run reads the table anew, so a sweep needs a file")
    return Experiment.of(**trial.settings).data.load().reading if table else None


def _work(
    options: argparse.Namespace,
    plan: Plan,
    trials: list[Trial],
    results: list[Result],
    interrupted: Callable[[], bool],
) -> None:
    """Run what is not done yet; add each result at once, to the file as well."""
    from engine.sweep import sweep
    from tutor.commands.sweep_text import LiveTable
    from tutor.sweeps.plan import key, line
    from tutor.sweeps.processes import Processes

    known = {key(result.trial) for result in results}
    missing = [trial for trial in trials if key(trial) not in known]
    live = LiveTable(sys.stderr, plan, trials, results)
    at_once = min(options.workers or os.cpu_count() or 1, len(trials), MOST_WORKERS)
    with _appending(options.results) as write, Processes(at_once) as executor:
        try:
            for result in sweep(
                missing,
                executor,
                at_once=at_once,
                stopped=lambda: interrupted() and live.say(STOPPING),
                begun=live.begun,
            ):
                results.append(result)
                write(line(result))
                if options.json:
                    live.clear()
                    print(line(result), flush=True)
                live.ended(result)
        finally:
            executor.end_now()
            live.clear()


@contextmanager
def _appending(path: Path | None) -> Iterator[Any]:
    """Yield a function that adds a line to the file; a torn last line is ended first.

    Raises OSError that names the file.
    """
    if path is None:
        yield lambda text: None
        return
    with path.open("a+b") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
        torn = file.read(1) not in (b"", b"\n")

        def write(text: str) -> None:
            nonlocal torn
            try:
                file.write(("\n" * torn + f"{text}\n").encode())
                file.flush()
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(path)) from error
            torn = False

        yield write


def _report(
    options: argparse.Namespace, plan: Plan, trials: list[Trial], results: list[Result]
) -> int:
    from tutor.commands.sweep_text import report
    from tutor.sweeps.plan import table

    if not options.json:
        width = max(get_terminal_size().columns, _NARROWEST)
        print(report(plan, trials, results, width, sys.stdout.isatty()))
    if options.csv_out:
        try:
            write_whole(options.csv_out, table(results))
        except OSError as error:
            tell(f"{options.csv_out}: {error.strerror}")
            return EXIT_FAILED
    return EXIT_FAILED if results and all(result.error for result in results) else EXIT_GOOD
