"""What is kept of a run epoch by epoch, to draw its curves."""

from __future__ import annotations

from engine.training import Snapshot

# More points than this no chart can show; every second one is then let go.
MOST = 1000


class History:
    """The snapshots of a run; of a very long one, those of every 2nd, 4th, 8th .. epoch."""

    def __init__(self) -> None:
        self.snapshots: list[Snapshot] = []
        self._every = 1

    def add(self, snapshot: Snapshot) -> None:
        if snapshot.epoch % self._every and not snapshot.final:
            return
        self.snapshots.append(snapshot)
        if len(self.snapshots) > MOST:
            self._every *= 2
            self.snapshots = [kept for kept in self.snapshots if kept.epoch % self._every == 0]

    def forget_after(self, epoch: int) -> None:
        """Let go of what came after this epoch: the run takes another way from here."""
        self.snapshots = [kept for kept in self.snapshots if kept.epoch <= epoch]

    def epochs(self) -> list[int]:
        return [snapshot.epoch for snapshot in self.snapshots]

    def figures(self, name: str) -> list[float]:
        """Return a figure of every snapshot by its name; NaN where it was not measured."""
        values = (getattr(snapshot, name) for snapshot in self.snapshots)
        return [float("nan") if value is None else value for value in values]
