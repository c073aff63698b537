"""What a lesson asks to be reached in the playground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutor.playground.setup import Setup
from tutor.plots.captions import task_rows
from tutor.plots.cells import Picture

_DATA = ("csv", "dataset", "points", "noise", "classes", "cells", "bits")
_OTHER_DATA = "(not on other data)"


@dataclass(frozen=True, slots=True)
class Task:
    """Done at the first epoch after which `when`, a formula of a run's figures, is not 0."""

    text: str
    when: str
    settings: Mapping[str, Any] | None = None
    """The set-up it was given with; only runs on its data count. None: runs on any."""

    @property
    def said(self) -> str:
        """What the program knows it by where it has no name."""
        return f"task: {self.text} ({self.when})"

    def counts(self, settings: Mapping[str, Any]) -> bool:
        """Whether a run with these settings is on the data that the task is about."""
        if self.settings is None:
            return True
        asked, here = Setup(self.settings), Setup(settings)
        names = [name for name in _DATA if name in self.settings or name in settings]
        return all(asked.value(name) == here.value(name) for name in ("dataset", *names))

    def formula(self, settings: Mapping[str, Any]) -> str:
        """What is to become true of a run with these settings; empty where it does not count."""
        return self.when if self.counts(settings) else ""

    def rows(
        self, reached_at: int | None, width: int, settings: Mapping[str, Any] | None = None
    ) -> Picture:
        """Return the task, and whether it is done, in as many rows as it needs.

        With the settings of the run in view it says where they are beside the point.
        """
        if reached_at is not None:
            return task_rows(self.text, True, width, f"reached at epoch {reached_at}")
        counts = settings is None or self.counts(settings)
        return task_rows(self.text, False, width, "" if counts else _OTHER_DATA)
