"""`nn-tutor train --seeds N`: the same run with further seeds, in processes, and their spread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tutor.commands.json_lines import print_line

if TYPE_CHECKING:
    from engine.sweep import Result
    from tutor.sweeps.seeds import SeedRuns

_MEASURED = ("loss", "accuracy", "macro_f1", "rmse", "mae", "r2")
FIGURES = (*_MEASURED, *(f"val_{name}" for name in _MEASURED))


def train_seeds(runs: SeedRuns, as_json: bool) -> tuple[Result, ...]:
    """Train them all; count on one line of a terminal, or print a line of JSON for each."""
    told = 0

    def came() -> None:
        nonlocal told
        for result in runs.results[told:]:
            if as_json:
                print_line(_record(result))
        told = len(runs.results)
        if sys.stderr.isatty():
            print(f"\r\x1b[K{told} of {len(runs.trials)} seeds", end="", file=sys.stderr)
            sys.stderr.flush()

    runs.carry_out(came)
    if told and sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return runs.results


def _record(result: Result) -> dict[str, object]:
    figures = {name: value for name, value in result.figures.items() if value is not None}
    told: dict[str, object] = {"seed": result.trial.seed, **figures}
    if result.diverged or result.error:
        told["diverged" if result.diverged else "error"] = result.diverged or result.error
    return told


def spreads(results: tuple[Result, ...]) -> dict[str, object]:
    """How each figure is spread over the seeds, for the last line of JSON."""
    from tutor.runs.luck import spread

    found = {name: spread(results, name) for name in FIGURES}
    diverged = sum(bool(result.diverged) for result in results)
    return {
        "count": len(results),
        "diverged": diverged,
        **{name: each.record() for name, each in found.items() if each},
    }
