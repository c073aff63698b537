"""What the tests of exercises share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a slow processor look for a mistake until it has found what a fast one finds."""
    monkeypatch.setattr("tutor.exercises.repairing._SLOW", 1.0)
    monkeypatch.setattr("tutor.exercises.repairing._SECONDS", 60.0)
