"""A run of the engine's with what is found to be wrong with it, as it goes on."""

from __future__ import annotations

from collections.abc import Iterator

from engine.datasets import Dataset
from engine.datasets.preparation import Preparation
from engine.training import Snapshot, Training
from tutor.runs.findings.evidence import Evidence, Inspections
from tutor.runs.findings.find import find
from tutor.runs.findings.finding import Finding
from tutor.runs.history import History

Findings = tuple[Finding, ...]


def watched(
    training: Training, data: Dataset, prepare: Preparation
) -> Iterator[tuple[Snapshot, Findings | None]]:
    """Yield the snapshots of a fresh run to its end, each with what was found by then.

    None where it was not looked into, which is done too seldom to slow it down.
    """
    looks, history = Inspections(), History()
    looks.take(training)
    for snapshot in training:
        history.add(snapshot)
        found: Findings | None = None
        if looks.due(snapshot.epoch) or snapshot.final:
            looks.take(training)
            found = find(Evidence(training, data, prepare, history.snapshots, looks.taken))
        yield snapshot, found
