"""The two usual terminals, for tests of what a place does: it does the same on both of them.

What a place looks like is tested at every size.
"""

from __future__ import annotations

import pytest

SMALL, WIDE = (80, 24), (140, 45)


def mainly(size: tuple[int, int]) -> pytest.MarkDecorator:
    """Give a test the argument `size`: this one, and the other in the slow set."""
    (other,) = {SMALL, WIDE} - {size}
    return pytest.mark.parametrize("size", [size, pytest.param(other, marks=pytest.mark.slow)])
