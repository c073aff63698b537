"""Pictures that the program draws itself: a letter for each dot, a colour for each letter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Layers = NDArray[np.int64]

_COLOURS = {
    "s": (120, 190, 250),  # sky
    "o": (240, 150, 50),  # orange fur
    "w": (250, 240, 220),  # white fur
    "g": (90, 200, 90),  # green
    "d": (40, 120, 50),  # dark green
    "k": (30, 20, 20),  # black
    "p": (250, 130, 150),  # pink
    "n": (130, 80, 40),  # brown
}

DRAWINGS = {
    "cat": """
        sossssos
        soossoos
        soooooos
        ogkookgo
        oooooooo
        owwppwwo
        sowkkwos
        ssooooss
    """,
    "tree": """
        sssddsss
        ssddggss
        sddgdggs
        sdgddggs
        ssdggdss
        sssnnsss
        sssnnsss
        gggnnggg
    """,
}


def drawn(name: str) -> Layers:
    """Return a drawing as its red, green and blue layer (3, 8, 8), from 0 to 255."""
    dots = [[_COLOURS[letter] for letter in row] for row in DRAWINGS[name].split()]
    return np.array(dots).transpose(2, 0, 1)
