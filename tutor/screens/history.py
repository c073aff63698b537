"""Where the learner came from and went back from, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field

Visit = tuple[str, int]  # lesson and page


@dataclass
class Visits:
    """Places behind and ahead of the present one."""

    behind: list[Visit] = field(default_factory=list)
    ahead: list[Visit] = field(default_factory=list)

    def leave(self, here: Visit) -> None:
        """Remember `here` as the place that a jump starts from; what was ahead is gone."""
        self.behind.append(here)
        self.ahead.clear()

    def back(self, here: Visit) -> Visit | None:
        """Return the place to go back to, None if there is none."""
        return _turn(here, self.behind, self.ahead)

    def forward(self, here: Visit) -> Visit | None:
        """Return the place that was gone back from, None if there is none."""
        return _turn(here, self.ahead, self.behind)


def _turn(here: Visit, source: list[Visit], target: list[Visit]) -> Visit | None:
    if not source:
        return None
    target.append(here)
    return source.pop()
