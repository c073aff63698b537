"""What can be taken away from a run: a program, settings, curves, commands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from engine.export import to_pytorch
from engine.training import Snapshot
from tutor.runs.command import command_line
from tutor.runs.run import LiveRun

CURVES = ("epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate")


def program(run: LiveRun) -> str:
    """The network as it stands as a PyTorch program, with the preparation of its inputs."""
    return to_pytorch(run.training.network, run.training.optimizer, run.prepare)


def config(settings: Mapping[str, Any]) -> str:
    """The settings as `nn-tutor train --config` reads them."""
    return json.dumps(dict(settings), indent=2) + "\n"


def curves(snapshots: Iterable[Snapshot]) -> str:
    """The kept epochs as CSV; what was not measured is empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(CURVES)
    for snapshot in snapshots:
        values = [getattr(snapshot, name) for name in CURVES]
        table.writerow(["" if value is None else value for value in values])
    return text.getvalue()


def playground_command(settings: Mapping[str, Any]) -> str:
    """The command line that opens the playground set up like this."""
    return command_line(settings, {}, "playground")


def train_command(settings: Mapping[str, Any]) -> str:
    """The command line of the same run without the app."""
    return command_line(settings, {})
