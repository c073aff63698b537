"""What the figures of a race can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.live.race.options import RaceOptions
from tutor.live.reaching import FLAG, GROWING, Figures


def figures(options: RaceOptions) -> Iterator[Figures]:
    yield {"ratio": GROWING, "size": options.sizes, "finished": FLAG}
