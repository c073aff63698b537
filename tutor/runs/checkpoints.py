"""The epochs of a run that can be gone back to."""

from __future__ import annotations

import numpy as np

from engine.training import Checkpoint

MOST = 64
LARGEST = 64 * 2**20  # bytes that all of them take together, more or less
_FEWEST = 4


class Checkpoints:
    """Those of every epoch; of a long run, of every 2nd, 4th, 8th .. and always the first."""

    def __init__(self) -> None:
        self._kept: dict[int, Checkpoint] = {}
        self._every = 1

    def due(self, epoch: int) -> bool:
        """Whether a checkpoint of this epoch would be kept."""
        return epoch % self._every == 0

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint, and let every second one go where there are too many."""
        self._kept[checkpoint.epoch] = checkpoint
        most = min(max(LARGEST // max(_size(checkpoint), 1), _FEWEST), MOST)
        while len(self._kept) > most:
            self._every *= 2
            last = max(self._kept)
            self._kept = {
                epoch: kept
                for epoch, kept in self._kept.items()
                if epoch % self._every == 0 or epoch == last
            }

    def forget_after(self, epoch: int) -> None:
        """Let go of what came after this epoch: the run takes another way from here."""
        self._kept = {number: kept for number, kept in self._kept.items() if number <= epoch}

    def epochs(self) -> list[int]:
        return sorted(self._kept)

    def nearest(self, epoch: int) -> int:
        """Return the kept epoch that is nearest to this one, of two the earlier one."""
        return min(self.epochs(), key=lambda kept: abs(kept - epoch))

    def __getitem__(self, epoch: int) -> Checkpoint:
        return self._kept[epoch]


def _size(checkpoint: Checkpoint) -> int:
    arrays = [checkpoint.network["parameters"], *checkpoint.optimizer.values()]
    return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))
