"""Who else sees a change in place."""

from __future__ import annotations

from tutor.plots.cells import Palette, plain
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.running import run_program
from tutor.programs.sharing import sharers
from tutor.programs.value_panel import value_panel

PALETTE = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), ((1, 2, 3),) * 4)
CODE = """import numpy as np
W = np.ones((3, 2))
turned = W.T
row = W[0]
same = turned
apart = W[[0, 1]]
copied = W.copy()
for i in range(2):
    W -= 1
W = W * 2
W[0] = 5
row[0] = 3
"""


def test_views_and_second_names_are_told_copies_and_rebound_names_are_not() -> None:
    run = run_program(Program("code.py", CODE))
    changes = [each for each in run.operations if each.place.kind == "change"]
    found = {each.line: set(sharers(run, each)) for each in changes}
    assert found == {9: {"turned", "row", "same"}, 11: set(), 12: {"turned", "same"}}
    at = run.operations.index(changes[0])
    drawn = plain(value_panel(WalkPlace(run).at(at), PALETTE, 80, 20))
    assert "are the same memory: they change, too" in drawn


ELSEWHERE = """import numpy as np
W = np.ones((2, 3))
params = {"W": W}
first, second = W[0], W[1]
class Net:
    def __init__(self, W):
        self.W = W
    def step(self):
        self.W -= 1
Net(W).step()
def f(x):
    x += 7
f(W)
first *= 2
params["W"] *= 3
W = W + 1
W += 1
"""


def test_who_shares_is_told_by_the_memory_also_in_other_calls_and_containers() -> None:
    run = run_program(Program("code.py", ELSEWHERE))
    changes = [each for each in run.operations if each.place.kind == "change"]
    told = {each.line: set(sharers(run, each)) for each in changes}
    outside = {f"{each} of the program" for each in ("W", "first", "second", "params['W']")}
    assert told == {
        9: outside,
        12: outside,
        14: {"W", "params['W']"},
        15: {"W", "first", "second"},
        17: set(),
    }


def test_what_is_stretched_is_drawn_as_it_is_repeated() -> None:
    code = (
        "import numpy as np\nA = np.ones((2, 3))\nb = np.array([[5.0], [7.0]])\nZ = A + b\nA += b"
    )
    run = run_program(Program("code.py", code))
    for at, operation in enumerate(run.operations):
        drawn = plain(value_panel(WalkPlace(run).at(at), PALETTE, 100, 30))
        assert ("b (2, 1) float64 ⇢ (2, 3)" in drawn) == (operation.line > 3)
        assert ("0  [5] 5  5" in drawn) == ("0  ⇢  ⇢" in drawn) == (operation.line > 3)


STRIDED = """import numpy as np
a = np.arange(12.0).reshape(3, 4)
b = a.T
sl = a[1:, ::2]
r = a.reshape(2, 6)
odd = a[:, 1::2]
back = a[::-1, ::-1]
b[0, 0] = 99
sl[0, 1] = 5
back -= 1
"""


def test_only_what_holds_the_changed_cell_is_said_to_change() -> None:
    run = run_program(Program("code.py", STRIDED))
    changes = [each for each in run.operations if each.place.kind == "change"]
    assert [set(sharers(run, each)) for each in changes] == [
        {"a", "r", "back"},
        {"a", "b", "r", "back"},
        {"a", "b", "r", "sl", "odd"},
    ]
    at = run.operations.index(changes[1])
    drawn = plain(value_panel(WalkPlace(run).at(at), PALETTE, 80, 20))
    assert "a, b, r and back are the same memory" in drawn
