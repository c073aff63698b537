"""What marking needs is imported when it is needed: a page with a plain quiz opens fast."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHOICE = """
from tutor.assessment.marking import mark
from tutor.assessment.questions import Numeric
from tutor.formulas.notation import latex
latex("dZ2 @ A1.T / m")
question = Numeric(id="n", kind="numeric", prompt="p", answer=6, right="r", otherwise="o")
assert mark(question, "6").outcome == "right"
"""
DERIVATION = """
from tutor.assessment.marking import mark
from tutor.assessment.questions import Expression
inputs = {"x": ["m"]}
question = Expression(
    id="e", kind="expression", prompt="p", inputs=inputs, answer="2*x", right="r", otherwise="o"
)
assert mark(question, "x + x").outcome == "right"
"""


@pytest.mark.parametrize(
    ("program", "loaded"), [(CHOICE, False), (DERIVATION, True)], ids=["number", "derivation"]
)
def test_numpy_comes_with_the_first_derivation_and_not_before(program: str, loaded: bool) -> None:
    check = f"{program}\nimport sys\nassert ('numpy' in sys.modules) is {loaded}"
    subprocess.run([sys.executable, "-c", check], check=True)
