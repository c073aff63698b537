"""The table of lesson 2-10: its gains follow from its times."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lesson_runs import text_of


def test_each_gain_is_the_quotient_of_two_times() -> None:
    rows = re.findall(r"\| ([\d.]+) ms \| ([\d.]*) ?\|", text_of("2-10-vectorization"))
    assert len(rows) == 5
    for (before, _), (after, gain) in pairwise(rows):
        assert f"{float(before) / float(after):.2g}" == f"{float(gain):.2g}"
    assert float(rows[0][0]) / float(rows[-1][0]) == pytest.approx(800, rel=0.01)
