"""`nn-tutor train`: a training run without the app, as a chart or as JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tutor.commands import predict
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_INTERRUPTED, EXIT_USAGE
from tutor.commands.interrupts import interrupts
from tutor.commands.json_lines import print_line
from tutor.commands.output import tell
from tutor.commands.reading import STANDARD_INPUT, tell_reading
from tutor.commands.training_flags import COUNT
from tutor.commands.training_settings import add_settings, read_settings
from tutor.whole_files import write_whole

if TYPE_CHECKING:
    from engine.datasets import Dataset
    from engine.datasets.preparation import Preparation
    from engine.prediction import Predictor
    from engine.tables.further import Further
    from engine.training import Snapshot, Training
    from tutor.runs.findings.watching import Findings
    from tutor.sweeps.seeds import SeedRuns

    Watched = Iterator[tuple[Snapshot, Findings | None]]

EXAMPLES = """examples:
  nn-tutor train --dataset spiral --hidden 32 --lr 0.1 --epochs 200
  nn-tutor train --dataset digits --hidden 64 --optimizer adam --validation-split 0.2 --epochs 30
  nn-tutor train --dataset moons --lr 0.1 --seeds 20
  nn-tutor train --csv houses.csv --label price --standardise --json
  nn-tutor train --csv titanic.csv --label Survived --missing median --drop Cabin --standardise
  nn-tutor train --csv old.csv --label price --standardise --predict new.csv --out with_prices.csv
A table may be CSV, gzip, or standard input (--csv -); what was read of it is told first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one an epoch")
    parser.add_argument(
        "--seeds",
        type=COUNT,
        default=1,
        metavar="N",
        help="train so many seeds, in processes: how much of the result is luck?",
    )
    parser.add_argument(
        "--export", metavar="FILE", type=Path, help="write the trained network as a PyTorch program"
    )
    parser.add_argument(
        "--save",
        metavar="FILE",
        type=Path,
        help="write the weights, with scaling, columns and classes, as JSON for --weights",
    )
    predict.add_arguments(parser)
    add_settings(parser)


def run(options: argparse.Namespace) -> int:
    for file in filter(None, (options.export, options.save, options.out)):
        if not file.parent.is_dir():
            tell(f"{file}: there is no such folder to write into")
            return EXIT_USAGE
    try:
        predict.check(options)
        if predict.trains_nothing(options):
            return EXIT_GOOD if predict.predict_saved(options) else EXIT_FAILED
        settings = read_settings(options)
    except ValueError as error:
        tell(error)
        return EXIT_USAGE
    with predict.other_output(options):
        code, predictor, further = _train(options, settings)
    if further and predictor and code in (EXIT_GOOD, EXIT_INTERRUPTED):
        return code if predict.write(options.out, predictor, further) else EXIT_FAILED
    return code


class _Prepared(NamedTuple):
    """A run that can begin, what it learns from, and what predicts when it has ended."""

    training: Training
    data: Dataset
    prepare: Preparation
    predictor: Predictor
    further: Further | None
    """The table of --predict."""


def _prepared(options: argparse.Namespace, settings: dict[str, Any]) -> _Prepared:
    """Read all that is learned from; raises ValueError where something does not go."""
    from engine.experiment import Experiment
    from engine.prediction import Predictor

    if options.seeds > 1 and settings.get("csv") == STANDARD_INPUT:
        raise ValueError("--csv -: each seed reads the table anew, so --seeds needs a file")
    experiment = Experiment.of(**settings)
    data, held_out, fill = experiment.divided()
    data, held_out = fill(data), held_out and fill(held_out)
    prepare = experiment.preparation(data)
    training = experiment.start_on(prepare(data), held_out and prepare(held_out))
    predictor = Predictor.of(training.network, data, fill, prepare)
    further = None if options.predict is None else predictor.read(options.predict)
    return _Prepared(training, data, prepare, predictor, further)


def _train(
    options: argparse.Namespace, settings: dict[str, Any]
) -> tuple[int, Predictor | None, Further | None]:
    """Train; the exit code, and for --predict what predicts and the table that was read."""
    try:
        training, data, prepare, predictor, further = _prepared(options, settings)
    except ValueError as error:
        tell(error)
        return EXIT_USAGE, None, None
    except MemoryError as error:
        tell(f"Not enough memory for this: {error}")
        return EXIT_FAILED, None, None
    if data.reading:
        tell_reading(data.reading, bool(settings.get("standardise")), options.json)
    if "weights" in settings:
        _tell_other_meaning(settings["weights"], data)
    watched, seeds = _watched(training, data, prepare), _seeds(settings, options.seeds)

    def stop() -> None:
        training.stop()
        if seeds:
            seeds.end_now()

    with interrupts(stop) as interrupted:
        if options.json:
            last, found = _print_lines(watched, seeds)
        else:
            last, found = _draw(watched, seeds, training.config.epochs)
    if last.diverged:
        told = (f.text for f in found if f.symptom == "diverged" and not options.json)
        tell(next(told, last.diverged.message))
        return EXIT_FAILED, None, None
    if options.export and not _export(training, prepare, options.export):
        return EXIT_FAILED, None, None
    if options.save and not _save(options.save, predictor, data, settings):
        return EXIT_FAILED, None, None
    code = EXIT_INTERRUPTED if interrupted.is_set() else EXIT_GOOD
    return code, predictor, further


def _export(training: Training, prepare: Preparation, path: Path) -> bool:
    """Write the PyTorch program; say so if there is none, or the file cannot be written."""
    from engine.export import to_pytorch

    try:
        write_whole(path, to_pytorch(training.network, training.optimizer, prepare))
    except OSError as error:
        tell(f"{path}: {error.strerror}")
        return False
    except ValueError as error:
        tell(str(error))
        return False
    return True


def _tell_other_meaning(weights: str, data: Dataset) -> None:
    from tutor.commands.saved_network import other_meaning

    if remark := other_meaning(weights, data):
        tell(remark)


def _save(path: Path, predictor: Predictor, data: Dataset, settings: Mapping[str, object]) -> bool:
    """Write the trained network; say so if the file cannot be written."""
    from tutor.commands.saved_network import save_network

    try:
        save_network(path, predictor, data, settings)
    except OSError as error:
        tell(f"{path}: {error.strerror}")
        return False
    return True


def record(snapshot: Snapshot) -> dict[str, object]:
    """The fields of a snapshot's JSON line: all that were measured."""
    fields = {name: getattr(snapshot, name) for name in snapshot.__slots__}
    if snapshot.diverged:
        found = snapshot.diverged
        fields["diverged"] = {name: getattr(found, name) for name in found.__slots__}
    return {name: value for name, value in fields.items() if value is not None}


def _watched(training: Training, data: Dataset, prepare: Preparation) -> Watched:
    from tutor.runs.findings.watching import watched

    return watched(training, data, prepare)


def _seeds(settings: Mapping[str, object], count: int) -> SeedRuns | None:
    """The same run with further seeds, if that was asked for."""
    if count < 2:
        return None
    from tutor.sweeps.seeds import SeedRuns

    return SeedRuns([settings], count)


def _print_lines(watched: Watched, seeds: SeedRuns | None) -> tuple[Snapshot, Findings]:
    """Print a line a snapshot, with what is wrong where it was looked for; the last has it all.

    Further seeds have a line each before it.
    """
    from tutor.commands.train_seeds import spreads, train_seeds

    found: Findings = ()
    for snapshot, seen in watched:
        found = found if seen is None else seen
        told: dict[str, object] = {}
        if seen or snapshot.final:
            told["findings"] = [finding.record() for finding in found]
        if seeds and snapshot.final:
            told["seeds"] = spreads(train_seeds(seeds, as_json=True))
        print_line(record(snapshot) | told)
    return snapshot, found


def _draw(watched: Watched, seeds: SeedRuns | None, epochs: int) -> tuple[Snapshot, Findings]:
    from tutor.commands.train_seeds import train_seeds
    from tutor.commands.training_text import ProgressBar, findings_text, report
    from tutor.runs.luck import sentence

    bar = ProgressBar(sys.stderr, epochs)
    snapshots: list[Snapshot] = []
    found: Findings = ()
    for snapshot, seen in watched:
        found = found if seen is None else seen
        snapshots.append(snapshot)
        bar.show(snapshot, found)
    bar.clear()
    results = train_seeds(seeds, as_json=False) if seeds else ()
    print(report(snapshots, results, colour=sys.stdout.isatty()))
    if seeds:
        print(f"\n{seeds.trouble or sentence(results, len(seeds.trials))}")
    if told := findings_text([f for f in found if f.symptom != "diverged"]):
        print(f"\n{told}")
    return snapshots[-1], found
