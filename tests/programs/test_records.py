"""An operation's JSON fields: small arrays whole, of large ones a corner, which is said."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.programs import records
from tutor.programs.program import Program
from tutor.programs.records import Records
from tutor.programs.running import run_program

CODE = """import numpy as np
small = np.ones((3, 4)) * 2
large = np.ones((120, 100)) * 2
tall = np.ones(20000) * 2
deep = np.ones((30, 40, 20)) * 2
last = small + 1
"""


def fields() -> tuple[dict[str, dict[str, object]], Records]:
    recorded = run_program(Program("code.py", CODE))
    told = Records(recorded.program)
    return {str(o.name): told.of(o) for o in recorded.operations if o.name}, told


def test_of_a_large_array_the_first_corner_is_told() -> None:
    found, told = fields()
    assert "part" not in found["small"] and np.shape(found["small"]["value"]) == (3, 4)
    for name, shape, corner in (
        ("large", (120, 100), (24, 24)),
        ("tall", (20000,), (24,)),
        ("deep", (30, 40, 20), (1, 24, 20)),
    ):
        assert found[name]["shape"] == shape and np.shape(found[name]["value"]) == corner
        assert found[name]["part"] is True
        assert found[name]["operands_part"] == [*found[name]["operands"]]
    assert told.is_cut


def test_behind_many_numbers_as_little_is_told_as_a_listing_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(records, "ALL", 20)
    found, _ = fields()
    assert "part" not in found["small"]
    assert np.shape(found["large"]["value"]) == (6, 8)
    assert "part" not in found["last"], "it is no larger than that"
