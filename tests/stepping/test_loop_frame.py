"""A frame of a loop's stepper: the whole program can be read, however narrow it is."""

import numpy as np
import pytest

from engine.logistic_loop import logistic_loop
from tutor.plots.arrange import row_width
from tutor.plots.cells import Palette, plain
from tutor.stepping.frame import frame
from tutor.stepping.loops import LoopTrace
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

PALETTE = Palette((20, 23, 29), (216, 222, 233), (108, 182, 255), (255, 159, 77), ())


@pytest.mark.parametrize("width", [56, 74, 120])
def test_a_long_line_of_the_program_goes_on_below(width: int) -> None:
    loop = logistic_loop(np.array([[1, 2, 4]]), np.array([[0, 0, 1]]), np.zeros((1, 1)), 0.0)
    trace = LoopTrace(loop)
    loss = next(n for n, step in enumerate(trace.steps) if step.formula.startswith("J := J"))
    picture = frame(View(Walk(trace, loss + 1)), "", PALETTE, width, 40)
    assert max(map(row_width, picture)) <= width
    program = "".join(row[: width // 2].partition("│")[0] for row in plain(picture).splitlines())
    assert "log(1−a⁽ⁱ⁾)]" in program.replace(" ", "")
