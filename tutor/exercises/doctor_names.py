"""The names that a case of the training doctor may use: settings, views, figures, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def as_settings(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as YAML has them in the engine's form: lists are tuples there."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in written.items()}


def check_settings(run: Mapping[str, Any], treatments: Iterable[Mapping[str, Any]]) -> None:
    """Raise ValueError where the run, or what a treatment makes of it, has unknown settings."""
    from engine.experiment import Experiment

    for changes in ({}, *treatments):
        Experiment.of(**as_settings({**run, **changes}))


def check_shown(symptoms: Iterable[str], figures: Iterable[str], finding: str) -> None:
    """Raise ValueError for a view, a figure or a finding that there is not."""
    from engine.snapshots import Snapshot
    from tutor.runs.findings.find import SYMPTOMS
    from tutor.runs.views import VIEWS

    _check("view", symptoms, VIEWS)
    _check("figure", figures, Snapshot.__slots__)
    _check("finding", [finding], SYMPTOMS)


def _check(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    from engine.names import look_up

    for name in names:
        look_up(what, name, dict.fromkeys(known))
