"""A program of the learner's own on its screen: opened, walked by keys, run again elsewhere."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event as Flag
from typing import Any

import numpy as np
import pytest
from planted import REFERENCES, planted, program
from sizes import SMALL, WIDE, mainly
from textual.app import App
from textual.events import Hide, Key
from textual.pilot import Pilot
from textual.widgets import Input
from waiting import wait_until

from tutor.plots.cells import plain
from tutor.programs.frame import TABS
from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.program import program_of_text, split_call
from tutor.programs.reference import Reference
from tutor.screens.own_code import OwnCodeScreen
from tutor.themes import THEMES, role_colours
from tutor.widgets.code_tree import CodeTree
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.own_code import OwnCode
from tutor.widgets.said_line import SaidLine

NET = """import numpy as np

def double(v):
    return v * 2

def train(X, turns=3):
    W = np.ones((1, 2))
    for i in range(turns):
        Z = W @ X
        W = W + double(Z).sum()
    return W
"""
CALL = "train(np.array([[1.0, 2.0], [3.0, 4.0]]))"


class OwnCodeApp(App[None]):
    def __init__(self, screen: OwnCodeScreen) -> None:
        super().__init__()
        self._first = screen
        self.left = False
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def on_mount(self) -> None:
        self.push_screen(self._first, lambda _: setattr(self, "left", True))


@asynccontextmanager
async def opened(
    path: Path | None, call: str = CALL, size: tuple[int, int] = WIDE, **options: Any
) -> AsyncIterator[Pilot[None]]:
    app = OwnCodeApp(OwnCodeScreen(CodeLook(path, call, **options)))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


@pytest.fixture
def net(tmp_path: Path) -> Path:
    (tmp_path / "net.py").write_text(NET)
    return tmp_path / "net.py"


def view(pilot: Pilot[None]) -> OwnCode:
    return pilot.app.screen.query_one(OwnCode)


def text(pilot: Pilot[None]) -> str:
    return plain(view(pilot).picture)


def here(pilot: Pilot[None]) -> str:
    return view(pilot).standing.operation.place.text


def tree_text(pilot: Pilot[None]) -> str:
    return plain(pilot.app.screen.query_one(CodeTree).picture)


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(SaidLine).content)


def keys_said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).render())


async def typed(pilot: Pilot[None], key: str, words: str) -> None:
    await pilot.press(key)
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_operation_its_operands_and_its_place_are_shown(net: Path) -> None:
    async with opened(net) as pilot:
        await typed(pilot, "slash", "Z")
        assert here(pilot) == "W @ X"
        shown = text(pilot)
        assert "call train · i = 0 · operation " in shown
        assert "W (1, 2) float64" in shown and "X (2, 2) float64" in shown
        assert "Z = W @ X  (1, 2) float64" in shown
        assert "▸ Z = W @ X" in shown
        assert "▸ i = 1, 2" in shown
        lit = [span.text for row in view(pilot).picture for span in row if span.reverse]
        assert "W @ X" in lit


async def test_keys_go_by_operation_line_and_iteration_both_ways(net: Path) -> None:
    async with opened(net) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("right")
        assert here(pilot) == "v * 2"
        await pilot.press("left", "down", "down")
        assert here(pilot) == "double(Z)"
        await pilot.press("up", "up")
        assert here(pilot) == "W @ X"
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "i = 2" in text(pilot) and here(pilot) == "W @ X"
        await pilot.press("right_square_bracket", "left_square_bracket")
        assert "· i = 1" in text(pilot)
        await pilot.press("end", "right", "home", "left")
        assert view(pilot).standing.position == 0


async def test_calls_and_loops_are_folded_and_unfolded_by_hand(net: Path) -> None:
    async with opened(net, size=SMALL) as pilot:
        await typed(pilot, "slash", "v * 2")
        await pilot.press("3")
        assert "▾ double(v)" in text(pilot) and "▾ i = 0" in text(pilot)
        await pilot.press("minus")
        assert "▸ double(v)" in text(pilot) and "▾ i = 0" in text(pilot)
        await pilot.press(*["minus"] * 9)
        assert "▾" not in text(pilot) and "▸ train(X, turns)" in text(pilot)
        await pilot.press("plus")
        assert "▾ train(X, turns)" in text(pilot)
        await pilot.press(*["plus"] * 9)
        assert "▾ double(v)" in text(pilot)


def marked(pilot: Pilot[None]) -> str:
    """The row of the tree under the cursor, "" where the tree has no focus."""
    tree = pilot.app.screen.query_one(CodeTree)
    rows = ["".join(span.text for span in row) for row in tree.picture if row[0].reverse]
    assert all(row.startswith("▸ ") for row in rows)
    return rows[0][1:].strip() if rows else ""


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_tree_is_gone_through_by_a_cursor_of_its_own(
    net: Path, size: tuple[int, int]
) -> None:
    async with opened(net, size=size) as pilot:
        await typed(pilot, "slash", "Z")
        assert marked(pilot) == ""
        await pilot.press("tab")
        assert marked(pilot) == "▸ Z = W @ X"
        await pilot.press("up", "up")
        assert marked(pilot) == "▾ i = 0" and here(pilot) == "W @ X"
        await pilot.press("left")
        assert marked(pilot) == "▸ i = 0" and "Z = W @ X" not in tree_text(pilot)
        await pilot.press("right")
        assert marked(pilot) == "▾ i = 0" and "▸ Z = W @ X" in tree_text(pilot)
        await pilot.press("down", "down", "down")
        assert marked(pilot) == "▸ double(v)   line 3"
        await pilot.press("right")
        assert marked(pilot) == "▾ double(v)   line 3" and here(pilot) == "W @ X"
        await pilot.press("down", "enter")
        assert here(pilot) == "v * 2" and marked(pilot) == "▸ v * 2"
        await pilot.press("left", "left")
        assert marked(pilot) == "▸ double(v)   line 3"
        await pilot.press("end", "enter")
        assert here(pilot) == CALL
        await pilot.press("left", "tab", "right")
        assert marked(pilot) == "" and pilot.app.focused is view(pilot)


async def test_a_question_in_the_tree_takes_the_keys_until_it_is_closed(net: Path) -> None:
    async with opened(net) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("tab", "w", "down", "enter")
        assert here(pilot) == "np.array([[1.0, 2.0], [3.0, 4.0]])"
        await pilot.press("escape", "escape", "tab")
        assert marked(pilot) == "▸ Z = W @ X"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_click_folds_unfolds_and_goes_there(net: Path, size: tuple[int, int]) -> None:
    async with opened(net, size=size) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("3")

        async def click(words: str) -> None:
            await pilot.pause()
            rows = tree_text(pilot).splitlines()
            place = next(n for n, row in enumerate(rows) if words in row)
            await pilot.click(CodeTree, offset=(12, place))
            await pilot.pause()

        await click("▾ i = 0")
        assert "▸ i = 0" in tree_text(pilot) and here(pilot) == "W @ X"
        await click("▸ i = 0")
        assert "▾ i = 0" in tree_text(pilot)
        await click("▸ double(v)")
        assert "▾ double(v)" in tree_text(pilot) and here(pilot) == "W @ X"
        await click("line 10")
        assert view(pilot).standing.operation.line == 10
        await click("▸ i = 1, 2")
        assert view(pilot).standing.operation.line == 9 and "▾ i = 1" in tree_text(pilot)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_click_on_a_line_goes_to_its_operation(net: Path, size: tuple[int, int]) -> None:
    async with opened(net, size=size) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("right_square_bracket")

        async def click(line: int) -> None:
            await pilot.click("#own-source", offset=(20, line - 1))
            await pilot.pause()

        await click(10)
        assert here(pilot) == "double(Z)" and "· i = 1" in text(pilot)
        await click(10)
        assert here(pilot) == "double(Z).sum()"
        await click(9)
        assert here(pilot) == "W @ X" and "· i = 1" in text(pilot)
        await click(4)
        assert here(pilot) == "v * 2" and "call double" in text(pilot)
        await click(7)
        assert here(pilot) == "np.ones((1, 2))"
        await click(5)
        assert here(pilot) == "np.ones((1, 2))" and "On line 5 no number" in said(pilot)


async def test_a_click_on_a_tab_shows_its_part(net: Path) -> None:
    async with opened(net, size=SMALL) as pilot:
        head = text(pilot).splitlines()[0]
        for word, part in (
            ("3 tree", "▸ train(X, turns)"),
            ("2 values", "float64"),
            ("1 source", "import"),
        ):
            await pilot.click("#own-head PictureView", offset=(head.index(word) + 1, 0))
            await pilot.pause()
            assert part in text(pilot)
        await pilot.click("#own-head PictureView", offset=(3, 0))
        assert "import" in text(pilot)


async def test_at_80_columns_the_keys_that_lead_on_stand_in_their_line(net: Path) -> None:
    async with opened(net, size=SMALL) as pilot:
        shown = str(pilot.app.screen.query_one(KeyBar).render())
        assert all(hint in shown for hint in ("w why", "tab tree", "esc back"))


async def test_what_is_noticed_is_read_whole_at_80_columns_and_gone_to(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(
        "import numpy as np\nX, y = np.ones((9, 2)), np.ones(9)\n"
        "rng = np.random.default_rng(0)\nX = X[rng.permutation(9)]\ny = y[rng.permutation(9)]\n"
        "W = np.zeros(2)\nfor k in range(3):\n    W -= X.T @ (X @ W - y) / 9\n"
    )
    async with opened(tmp_path / "net.py", "", size=SMALL) as pilot:
        assert "n goes to the first place that is marked with !" in said(pilot)
        assert view(pilot).says(
            "Inputs and targets are put in different orders: use one permutation."
        )
        await pilot.press("n")
        assert view(pilot).standing.operation.line == 5 and "w asks why" in said(pilot)


UNLIKE = """import numpy as np
y = np.ones((9, 1))
e = np.arange(9.0) - y
loss = (e ** 2).mean()
"""


async def test_what_was_noticed_and_is_mended_is_said_to_be_gone(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(UNLIKE)
    async with opened(path, "") as pilot:
        assert "n next ✘" in keys_said(pilot)
        await pilot.press("n")
        await wait_until(pilot, lambda: "r runs it again" in said(pilot))
        await pilot.press("w")
        await wait_until(pilot, lambda: "esc closes" in said(pilot))
        assert "in your editor, r runs it again" in said(pilot)
        path.write_text(UNLIKE.replace("loss =", "cost ="))
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "is gone" not in said(pilot)
        path.write_text(UNLIKE.replace("(9, 1)", "9"))
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert said(pilot).startswith("What was noticed in line 3 is gone. Nothing stands out")
        await wait_until(pilot, lambda: "n next" not in keys_said(pilot))
        await pilot.press("n")
        assert "a and say which network" in said(pilot), "it answers all the same"


async def test_what_is_noticed_stands_while_it_is_compared_with_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "net.py").write_text(UNLIKE)
    async with opened(tmp_path / "net.py", "") as pilot:
        assert "(9,) and (9, 1)" in text(pilot) and "! " in text(pilot)
        judge, flag = CodeLook.judge, Flag()

        def slow(*given: Any) -> Judgement:
            flag.wait(30)
            return judge(*given)

        monkeypatch.setattr(CodeLook, "judge", slow)
        await pilot.press("a")
        pilot.app.screen.query_one(Input).value = "1,1"
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Still looking" in said(pilot))
        assert "(9,) and (9, 1)" in text(pilot) and "! " in text(pilot)
        flag.set()
        await pilot.app.workers.wait_for_complete()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_line_that_raised_beside_a_right_program_is_where_one_is(
    size: tuple[int, int],
) -> None:
    code = "def step(v):\n    w = v * 2\n    b = w + 1\n    return w, b"
    wrong, right = (
        program_of_text("step.py", each, "step(v)", {"v": np.ones(2)})
        for each in (code.replace("v * 2", "v * 3").replace("w, b", "w, b2"), code)
    )
    look = CodeLook(text=wrong, right=right, message="Line 4: b2 has no value.")
    app = OwnCodeApp(OwnCodeScreen(look))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert view(pilot).standing.at_end and "line 4" in said(pilot).casefold()
        assert "n goes to" not in said(pilot), "it is there already"
        marked = re.findall(r"✘ +(\d+) ", text(pilot))
        assert marked == ["4"]


@pytest.mark.parametrize(("turns", "kept"), [(3, True), (4000, False)])
async def test_what_raises_is_led_to_its_last_operation(
    tmp_path: Path, turns: int, kept: bool
) -> None:
    code = f"import numpy as np\nx = np.ones(2)\nfor i in range({turns}):\n    x = x * 1\n"
    (tmp_path / "net.py").write_text(code + "y = x.sum() + 1\nx @ np.ones(3)\n")
    async with opened(tmp_path / "net.py", "", size=SMALL) as pilot:
        assert "line 6" in said(pilot) and "n goes to the last operation" in said(pilot)
        assert view(pilot).standing.recorded.is_whole is kept
        await pilot.press("n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert here(pilot) == "np.ones(3)" and "line 6" in said(pilot)


async def test_why_no_gradient_can_be_checked_is_said_once(net: Path) -> None:
    async with opened(net, size=SMALL) as pilot:
        await pilot.press("g")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "No loss was found" in said(pilot) and "nudged" not in said(pilot)
        assert "No loss was found" not in text(pilot)


async def test_without_a_word_of_its_own_it_says_what_can_be_asked(net: Path) -> None:
    async with opened(net, size=SMALL) as pilot:
        assert "Nothing stands out by itself. a compares it" in said(pilot)


async def test_the_tree_leads_to_what_was_not_kept(net: Path) -> None:
    async with opened(net, "train(np.array([[1e-9, 0], [0, 1e-9]]), 3000)") as pilot:
        await typed(pilot, "number_sign", "0")
        await pilot.press("tab", "end")
        assert marked(pilot) == "▸ i = 1 … 2999"
        await typed(pilot, "number_sign", "2990")
        await pilot.press("tab", "home", "down", "down")
        assert marked(pilot) == "▸ i = 0 … 2989"
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "· i = 0 ·" in text(pilot)


async def test_what_is_looked_for_is_found_round_to_the_start(net: Path) -> None:
    async with opened(net) as pilot:
        await typed(pilot, "slash", "> 100")
        assert view(pilot).standing.operation.value.range[1] > 100
        await typed(pilot, "slash", "np.ones")
        assert here(pilot) == "np.ones((1, 2))"
        await typed(pilot, "slash", "nan")
        assert "No NaN came up" in said(pilot)
        await pilot.press("escape")
        assert pilot.app.focused is view(pilot)


async def test_what_is_found_behind_what_was_kept_is_stood_at_in_its_own_cell(
    tmp_path: Path,
) -> None:
    code = "import numpy as np\nA = np.ones((2, 2))\nfor i in range(6000):\n    A[0, 1] += 0.5\n"
    (tmp_path / "net.py").write_text(code)
    async with opened(tmp_path / "net.py", "") as pilot:
        await pilot.press("j")
        await typed(pilot, "slash", "> 2900.2")
        there = view(pilot).standing
        assert there.recorded.start > 0 and there.cell == (0, 1)
        assert there.operation.value.array[there.cell] > 2900


async def test_a_far_iteration_and_the_end_of_what_was_kept_run_it_again(net: Path) -> None:
    call = "train(np.array([[1e-9, 0], [0, 1e-9]]), 3000)"
    async with opened(net, call) as pilot:
        first = view(pilot).standing.recorded
        assert not first.is_whole
        await typed(pilot, "number_sign", "2500")
        assert "i = 2500" in text(pilot)
        await typed(pilot, "number_sign", "0")
        assert "· i = 0" in text(pilot)
        await pilot.press("end")
        last = view(pilot).standing.operation.number
        await pilot.press("right")
        await pilot.app.workers.wait_for_complete()
        assert view(pilot).standing.operation.number == last + 1
        await typed(pilot, "number_sign", "9999")
        assert "“i” goes to iteration 2999" in said(pilot)


NESTED = """import numpy as np
start = 1 + 1
for name in "ab":
    size = len(name) + 1

def train(X, epochs, batches):
    W = np.ones((1, 2))
    for epoch in range(epochs):
        for batch in range(batches):
            Z = W @ X
            W = W + Z.sum()
    return W
"""


async def test_an_iteration_of_a_loop_within_another_is_typed_behind_its_own(net: Path) -> None:
    net.write_text(NESTED)
    async with opened(net, "train(np.ones((2, 3)), 6, 4)", size=SMALL) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("number_sign")
        asked = pilot.app.screen.query_one(Input).placeholder
        await pilot.press("escape", "home", "number_sign")
        assert pilot.app.screen.query_one(Input).placeholder == asked, "it is the longest loop"
        await pilot.press("escape")
        await typed(pilot, "slash", "Z")
        await pilot.press("number_sign")
        assert asked == "0 to 5 of “epoch”; 2 0 goes into “batch”, too"
        await pilot.press("escape")
        await typed(pilot, "number_sign", "3 2")
        assert "epoch = 3 · batch = 2" in text(pilot) and here(pilot) == "W @ X"
        await typed(pilot, "number_sign", "4")
        assert "epoch = 4 · batch = 0" in text(pilot)
        await typed(pilot, "number_sign", "4 9")
        assert "“epoch” goes to iteration 5, in it “batch” goes to iteration 3" in said(pilot)


async def test_what_a_key_said_goes_as_one_goes_on_and_what_is_said_of_the_run_stays(
    net: Path,
) -> None:
    async with opened(net, size=SMALL) as pilot:
        of_the_run = said(pilot)
        rows = pilot.app.screen.query_one(SaidLine).size.height
        await pilot.press("end", "right")
        assert "This is the last operation" in said(pilot)
        assert pilot.app.screen.query_one(SaidLine).size.height == rows
        await pilot.press("right_square_bracket")
        assert "in no loop" in said(pilot)
        await typed(pilot, "slash", "Z")
        await pilot.press("left_square_bracket")
        assert "This is the first iteration" in said(pilot)
        await pilot.press("left")
        assert said(pilot) == of_the_run
        await pilot.press("w", "w", "w", "w", "w")
        assert "is where it begins" in said(pilot)
        await pilot.press("escape")
        assert said(pilot) == of_the_run
        await typed(pilot, "number_sign", "99")
        assert "goes to iteration 2" in said(pilot)
        await pilot.press("escape")
        assert said(pilot) == of_the_run


async def test_the_key_line_says_what_the_keys_do_while_a_why_is_open_and_it_plays(
    net: Path,
) -> None:
    async with opened(net) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        await typed(pilot, "slash", "Z")
        assert "↑ ↓ line" in str(bar.render()) and "w why " in str(bar.render())
        await pilot.press("w")
        await pilot.pause()
        assert "↑ ↓ part  w why that part" in str(bar.render())
        assert "line" not in str(bar.render())
        await pilot.press("escape", "space")
        await pilot.pause()
        assert "space stop" in str(bar.render()) and "↑ ↓ line" in str(bar.render())
        await pilot.press("space")
        await pilot.pause()
        assert "space" not in str(bar.render())


async def test_the_numbers_stay_in_view_while_a_why_is_open_and_more_parts_are_told_of(
    tmp_path: Path,
) -> None:
    code = "import numpy as np\nA = np.arange(60.0).reshape(6, 10)\nB = A @ A.T\n"
    (tmp_path / "net.py").write_text(code)
    async with opened(tmp_path / "net.py", "", size=SMALL) as pilot:
        await typed(pilot, "slash", "B")
        await pilot.press("2", "w")
        shown = text(pilot)
        assert "from 285 to" in shown and "[285" in shown
        assert re.search(r"A\[0, \d\] · .* = .* ↓ \d+", shown)
        await pilot.press(*["down"] * 19)
        assert re.search(r"↑ \d+", text(pilot)) and "↓" not in text(pilot)


@pytest.mark.parametrize("tab", ["1", "2", "3"])
async def test_at_80_columns_a_tab_shows_one_part(net: Path, tab: str) -> None:
    async with opened(net, size=SMALL) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press(tab)
        rows = text(pilot).splitlines()
        assert "1 source   2 values   3 tree" in rows[0]
        parts = {"1": "def train(X, turns=3):", "2": "W (1, 2) float64", "3": "▾ i = 0"}
        for number, part in parts.items():
            assert (part in text(pilot)) == (number == tab)
        assert max(map(len, rows)) <= SMALL[0]


async def test_a_file_is_asked_for_and_what_is_wrong_is_told(net: Path) -> None:
    async with opened(None, "") as pilot:
        pilot.app.screen.query_one(Input).value = str(net.with_name("none.py"))
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "No such file" in said(pilot)
        pilot.app.screen.query_one(Input).post_message(Hide())  # of its closing, told late
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = f"{net} {CALL}"
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        await pilot.app.workers.wait_for_complete()
        assert "net.py" in text(pilot)


async def test_a_mended_file_is_run_again_and_a_broken_one_says_where(net: Path) -> None:
    async with opened(net) as pilot:
        net.write_text(NET.replace("W @ X", "W @ (X + 1)"))
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await typed(pilot, "slash", "Z")
        assert here(pilot) == "W @ (X + 1)"
        net.write_text("x = = 3")
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "net.py:1: invalid syntax" in said(pilot)
        await typed(pilot, "o", str(net.with_name("none.py")))
        assert "No such file" in said(pilot)
        assert pilot.app.screen.query_one(Input).value == str(net.with_name("none.py"))
        await pilot.press("escape", "r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "net.py:1: invalid syntax" in said(pilot), "the one that was there is run again"
        net.write_text("def f():\n    pass")
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert said(pilot)


async def test_what_raises_shows_what_was_done_and_the_reason(net: Path) -> None:
    async with opened(net, "train(np.ones((3, 2)))") as pilot:
        assert "raises ValueError in line 9" in said(pilot)
        assert "np.ones((1, 2))" in text(pilot)


async def test_the_first_difference_is_marked_said_and_gone_to(tmp_path: Path) -> None:
    code, line = planted("blobs_script", 4)
    (tmp_path / "net.py").write_text(code)
    async with opened(tmp_path / "net.py", "") as pilot:
        await typed(pilot, "a", "no such preset")
        assert "There is no preset" in said(pilot)
        await pilot.press("escape")
        await typed(pilot, "a", "2,7,5,x")
        assert "sizes" in said(pilot)
        await pilot.press("escape")
        await typed(pilot, "a", "2,7,5,3 relu")
        await pilot.press("n")
        shown = text(pilot)
        assert here(pilot) == "dA2 * (dA2 > 0)"
        assert f"Line {line}: w asks why" in said(pilot)  # the box says what is wrong
        assert "against 2-7-5-3 relu, softmax" in shown
        assert "✘ first difference" in shown and "the engine  dZ[2] = dA[2]" in shown
        assert f"✘ {line:>5} " in shown
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert f"✘ line {line}" in text(pilot)


@mainly(WIDE)
async def test_g_checks_the_gradients_by_the_loss(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "net.py").write_text(planted("logistic", 4)[0])
    async with opened(tmp_path / "net.py", "", size=size) as pilot:
        await pilot.press("g")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "dw is not the slope of cost" in said(pilot) and "n goes to" in said(pilot)
        assert re.search(r"✘ +\d+ +dw = 1 / m \* np.dot", text(pilot))
        await pilot.press("n")
        assert view(pilot).standing.operation.name == "dw" and "dw: " in said(pilot)
        assert "w follows it back" in said(pilot)
        await pilot.press("g", "escape", "escape")  # that it be stopped, and left
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, OwnCodeScreen))


async def test_where_all_gradients_are_off_the_loss_stays_in_doubt_as_one_goes_to_them(
    tmp_path: Path,
) -> None:
    code = program("dictionaries").replace("np.log(1 - A2))", "np.log(A2))")
    (tmp_path / "net.py").write_text(code)
    async with opened(tmp_path / "net.py", "") as pilot:
        await pilot.press("g")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("n")
        assert view(pilot).says("the loss itself") and view(pilot).says("a with the network's")
        assert ", or the loss (line" in said(pilot) and "w follows it back" in said(pilot)


@mainly(SMALL)
async def test_w_goes_down_from_a_cell_to_what_made_it(net: Path, size: tuple[int, int]) -> None:
    async with opened(net, size=size) as pilot:
        await typed(pilot, "slash", "Z")
        await pilot.press("l", "w")
        assert "why is Z[0, 1] = 6?" in text(pilot)
        assert "1 · 2 + 1 · 4 = 6" in text(pilot)
        await pilot.press("down", "enter")
        assert here(pilot) == "np.array([[1.0, 2.0], [3.0, 4.0]])"
        assert "made Z[0, 1]" in text(pilot)
        await pilot.press("w")
        assert "is where it begins" in said(pilot)
        await pilot.press("escape")
        assert here(pilot) == "W @ X"
        await pilot.press("right")
        assert "why is v * 2" in text(pilot).replace("(v * 2)", "v * 2")
        await pilot.press("escape", "down")
        assert "why is" not in text(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, OwnCodeScreen))


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_text_begins_where_it_parts_from_a_right_one(size: tuple[int, int]) -> None:
    code = "def twice(v):\n    w = v * 2\n    return w"
    wrong, right = (
        program_of_text("twice.py", each, "twice(v)", {"v": np.ones((2, 3))})
        for each in (code.replace("2", "3"), code)
    )
    look = CodeLook(text=wrong, right=right, message="Yours is half as much again.")
    app = OwnCodeApp(OwnCodeScreen(look))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert here(pilot) == "v * 3"
        assert "✘ Yours is half as much again." in text(pilot).replace("✘ line 2:", "✘")
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.left)


@pytest.fixture
def may_end(monkeypatch: pytest.MonkeyPatch) -> Flag:
    """Hold back what is said of a program until this is set."""
    judge, flag = CodeLook.judge, Flag()

    def slow(*given: Any) -> Judgement:
        flag.wait(30)
        return judge(*given)

    monkeypatch.setattr(CodeLook, "judge", slow)
    monkeypatch.setattr("tutor.screens.compared_code.PATIENCE", 0.01)
    return flag


async def test_the_operations_are_there_before_what_is_said_of_them(
    net: Path, may_end: Flag
) -> None:
    app = OwnCodeApp(OwnCodeScreen(CodeLook(net, CALL)))
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: bool(app.screen.query(OwnCode)))
        await pilot.pause()
        await pilot.press("n", "right", "w")
        assert "Still looking" in said(pilot) and "why is" in text(pilot)
        walked = view(pilot).standing
        may_end.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "goes on" in said(pilot) and view(pilot).standing is walked
        assert "why is" in text(pilot)


@pytest.mark.parametrize(("key", "then"), [("n", "✘ first difference"), ("g", "check: dW2")])
async def test_what_is_asked_for_too_early_is_done_as_soon_as_it_is_known(
    key: str, then: str, tmp_path: Path, may_end: Flag
) -> None:
    (tmp_path / "net.py").write_text(planted("dictionaries", 3)[0])
    look = CodeLook(tmp_path / "net.py", reference=Reference((2, 4, 1), "tanh"))
    app = OwnCodeApp(OwnCodeScreen(look))
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: bool(app.screen.query(OwnCode)))
        await pilot.pause()
        await pilot.press(key)
        assert f"Still looking the whole run through; {key} goes on" in said(pilot)
        may_end.set()
        await wait_until(pilot, lambda: then in tree_text(pilot) + said(pilot))


async def test_an_iteration_that_starts_from_nan_is_said_to_be_compared_with_nothing(
    tmp_path: Path,
) -> None:
    spoilt = "dZ3 = A3 - Y\n    if epoch == 15:\n        dZ3 = dZ3 * np.inf"
    (tmp_path / "net.py").write_text(program("blobs_script").replace("dZ3 = A3 - Y", spoilt))
    async with opened(tmp_path / "net.py", "", reference=REFERENCES["blobs_script"]) as pilot:
        await typed(pilot, "number_sign", "20")
        await pilot.pause()
        assert "starts from NaN or inf" in said(pilot)
        await typed(pilot, "number_sign", "5")
        assert "starts from NaN" not in said(pilot)


async def test_what_is_said_of_a_later_window_is_gone_to(tmp_path: Path) -> None:
    end = "y = np.ones((9, 1))\ne = np.arange(9.0) - y\nloss = (e**2).mean()\n"
    loop = "for i in range(2500):\n    w = w * 0.999 + 0.1\n"
    (tmp_path / "late.py").write_text(f"import numpy as np\nw = np.ones(2)\n{loop}{end}")
    async with opened(tmp_path / "late.py", "") as pilot:
        assert "n goes to the first place" in said(pilot)
        await pilot.press("n")
        assert here(pilot) == "np.arange(9.0) - y" and "accidental square" in text(pilot)
        await pilot.press("left", "n", "r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert here(pilot) == "np.ones(2)" and "n goes to the first place" in said(pilot)


async def test_what_was_found_stands_while_one_looks_elsewhere(tmp_path: Path) -> None:
    begin = "y = np.ones((9, 1))\ne = np.arange(9.0) - y\nloss = (e**2).mean()\n"
    loop = "for i in range(2500):\n    w = w * 0.999 + 0.1\n"
    (tmp_path / "early.py").write_text(f"import numpy as np\nw = np.ones(2)\n{begin}{loop}")
    async with opened(tmp_path / "early.py", "") as pilot:
        assert "n goes to the first place" in said(pilot)
        await pilot.press("end", "right")
        await wait_until(pilot, lambda: "n goes back" in said(pilot))
        assert view(pilot).standing.recorded.start > 0
        assert "line 4: (9,) and (9, 1)" in text(pilot)
        await pilot.press("n")
        assert here(pilot) == "np.arange(9.0) - y" and view(pilot).standing.recorded.start == 0
        assert "n goes on" not in said(pilot), "it is the only place"


async def test_what_is_said_of_the_engine_goes_with_one_through_iterations_and_mending(
    tmp_path: Path,
) -> None:
    path, reference = tmp_path / "net.py", Reference((2, 4, 1), "tanh")
    path.write_text(planted("dictionaries", 3)[0])
    async with opened(path, "", reference=reference) as pilot:
        await typed(pilot, "number_sign", "25")
        await typed(pilot, "slash", "dW2")
        assert "i = 25" in text(pilot) and "✘ m · dW[2], m = " in text(pilot)
        assert "✘ the same again" in tree_text(pilot)
        await pilot.press("n", "w")
        await pilot.pause()
        assert "│ the engine  (1/m) dZ[2] A[1]ᵀ = " in text(pilot), "no ✔: it does not agree"
        assert "n goes to" not in said(pilot) and "esc closes" in said(pilot)
        line = view(pilot).standing.operation.line
        path.write_text(program("dictionaries"))
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert said(pilot).startswith(f"The difference of line {line} is gone. ")
        assert view(pilot).standing.operation.line == line, "one stays where one stood"
        assert "✔ dW[2], to " in text(pilot)
        await typed(pilot, "a", "2,3,1 tanh")
        await pilot.press("n")
        assert said(pilot).startswith("Nothing was compared")


async def test_leaving_while_it_runs_stops_it(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("x = 1 + 1\nwhile True:\n    x = x + 1\n")
    app = OwnCodeApp(OwnCodeScreen(CodeLook(tmp_path / "endless.py", seconds=60)))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.left)


ENDLESS = "x = 1 + 1\nwhile True:\n    x = x + 1\n"


@pytest.mark.parametrize("key", ["r", "o"])
async def test_escape_stops_a_run_and_what_was_in_view_before_stays(net: Path, key: str) -> None:
    other = net.parent / "other.py"
    other.write_text(ENDLESS)
    async with opened(net, seconds=60) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, OwnCodeScreen)
        await pilot.press("right", "w")
        await pilot.pause()
        before, drawn = here(pilot), text(pilot)
        net.write_text(ENDLESS)
        await pilot.press(key)
        if key == "o":
            pilot.app.screen.query_one(Input).value = str(other)
            await pilot.press("enter")
        await wait_until(pilot, lambda: "esc stops it" in said(pilot))
        await wait_until(pilot, lambda: "esc stop " in keys_said(pilot))
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert pilot.app.screen is screen and "was stopped" in said(pilot)
        assert (here(pilot), text(pilot)) == (before, drawn)
        await pilot.press("n")
        assert "a and say which network" in said(pilot)
        await wait_until(pilot, lambda: "esc close" in keys_said(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "esc back" in keys_said(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is not screen)


async def test_what_does_not_come_into_view_breaks_off_nothing(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(planted("logistic", 4)[0])
    (tmp_path / "none.py").write_text("print('no numbers')\n")
    async with opened(tmp_path / "net.py", "") as pilot:
        for other in ("none.py", "missing.py"):
            await typed(pilot, "o", str(tmp_path / other))
            await pilot.app.workers.wait_for_complete()
            await pilot.press(
                *(["escape"] if pilot.app.screen.query_one(Entry).is_open else []), "n"
            )
            await pilot.pause()
            assert "goes on as soon as" not in said(pilot)


async def test_an_open_answer_says_how_to_go_on_in_it_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "sum.py").write_text("import numpy as np\na = np.ones(3) * 2\nb = a + 1\n")
    async with opened(tmp_path / "sum.py", "") as pilot:
        before = said(pilot)
        await pilot.press("end", "w")
        assert said(pilot).startswith("↑ ↓ choose a part of it, w goes on")
        await pilot.press("escape")
        assert said(pilot) == before


async def test_operations_are_counted_as_one_walks_by_them(tmp_path: Path) -> None:
    code = "import numpy as np\nrng = np.random.default_rng(0)\na = rng.normal(size=3)\nb = a + 1\n"
    (tmp_path / "sum.py").write_text(code)
    async with opened(tmp_path / "sum.py", "") as pilot:
        assert "operation 1 of 2" in text(pilot)
        await pilot.press("right")
        assert "operation 2 of 2" in text(pilot)


async def test_keys_that_are_pressed_while_it_still_runs_are_not_lost(tmp_path: Path) -> None:
    waiting = "import time\ntime.sleep(1)\na = 1.0\nb = a + 1\nc = b * 2\nd = c - 3\n"
    (tmp_path / "slow.py").write_text(waiting)
    app = OwnCodeApp(OwnCodeScreen(CodeLook(tmp_path / "slow.py")))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("right", "right")
        assert not pilot.app.screen.query(OwnCode)
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        await wait_until(pilot, lambda: here(pilot) == "b * 2")
        await pilot.press("left")
        assert here(pilot) == "a + 1"


async def test_keys_in_bursts_and_every_size_do_no_harm(net: Path) -> None:
    async with opened(net) as pilot:
        for size in ((80, 24), (110, 30), (200, 60), (64, 20)):
            await pilot.resize_terminal(*size)
            await pilot.press(
                "right", "down", "l", "j", "k", "h", "1", "2", "3", "space", "right", "up"
            )
        await pilot.app.workers.wait_for_complete()
        await pilot.press("home", "right", "end")
        assert text(pilot)


async def test_home_and_its_key_open_it(open_tutor: Any) -> None:
    async with open_tutor() as pilot:
        await pilot.press("o")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnCodeScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        await wait_until(pilot, lambda: "n goes to the first difference" in said(pilot))
        for key in (Key("slash", "/"), *(Key(each, each) for each in "dW1"), Key("enter", None)):
            pilot.app.post_message(key)  # all before the line that the first one opens is there
        await wait_until(pilot, lambda: view(pilot).standing.operation.name == "dW1")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, OwnCodeScreen))


@pytest.mark.parametrize(
    ("words", "file", "call"),
    [
        ("net.py", "net.py", ""),
        ("my net.py train(X, Y)", "my net.py", "train(X, Y)"),
        ("a.ipynb f('x.py ')", "a.ipynb", "f('x.py ')"),
    ],
)
def test_a_call_is_typed_behind_the_file(words: str, file: str, call: str) -> None:
    assert split_call(words) == (file, call)


async def test_a_newcomer_without_a_program_is_offered_one_with_a_wrong_line() -> None:
    async with opened(None, "", size=SMALL) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        assert "enter ok" in str(bar.render()) and "find" not in str(bar.render())
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        await wait_until(pilot, lambda: "n goes to the first difference" in said(pilot))
        assert all(f"{number} {tab}" in text(pilot) for number, tab in enumerate(TABS, 1))
        await pilot.press("n")
        assert here(pilot) == "dA1 * (dA1 > 0)"
        await pilot.press("slash")
        assert "find" not in str(bar.render()), "the field takes the key as a sign"
