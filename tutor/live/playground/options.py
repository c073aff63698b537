"""The options of a ```{playground}: the set-up it opens with, and what is to be reached there."""

from __future__ import annotations

from tutor.live.fit.options import TaskedOptions


class PlaygroundOptions(TaskedOptions):
    """A way from a lesson into the playground, with everything there open to change."""
