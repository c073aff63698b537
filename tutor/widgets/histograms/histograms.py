"""The histograms as a widget."""

from __future__ import annotations

from tutor.course.directives.histograms import HistogramsOptions
from tutor.widgets.histograms.scene import HistogramsScene
from tutor.widgets.live import ViewedPart


class Histograms(ViewedPart):
    """A network looked into, layer by layer, with its making as dials."""

    def __init__(self, options: HistogramsOptions) -> None:
        super().__init__(options, HistogramsScene(options))
