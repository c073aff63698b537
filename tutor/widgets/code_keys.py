"""The keys by which one walks through a recorded program."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

KEYS: Final[list[BindingType]] = [
    Binding("right", "step(1)", "operation", key_display="← →", tooltip="The next operation."),
    Binding("left", "step(-1)", show=False, tooltip="The operation before."),
    Binding("down", "part(1)", "part", key_display="↑ ↓", tooltip="The next part of the cell."),
    Binding("up", "part(-1)", show=False, tooltip="The part before."),
    Binding("down", "line(1)", "line", key_display="↑ ↓", tooltip="The next line that is run."),
    Binding("up", "line(-1)", show=False, tooltip="The line before."),
    Binding(
        "w,enter",
        "deeper",
        "why that part",
        key_display="w",
        tooltip="What the chosen part of it is made of, in its turn.",
    ),
    Binding("w,enter", "why", "why", key_display="w", tooltip="What the chosen cell is made of."),
    Binding(
        "n",
        "next_said",
        "next ✘",
        tooltip="The next place of which something is said: ✘ differs, ○ follows, ! noticed.",
    ),
    Binding("n", "ask_said", show=False, tooltip="Why there is no such place to go to."),
    Binding(
        "tab,shift+tab",
        "to_tree",
        "tree",
        key_display="tab",
        tooltip="Into the tree of calls, loops and lines, to go through it and to fold it.",
    ),
    Binding(
        "escape,backspace",
        "close",
        "close",
        key_display="esc",
        tooltip="Go back up to the cell that was asked about before, or close the answer.",
    ),
    Binding(
        "minus",
        "fold(1)",
        "fold",
        show=False,
        tooltip="Fold the innermost call or loop that one is in, in the tree.",
    ),
    Binding(
        "plus,equals_sign",
        "fold(-1)",
        "unfold",
        show=False,
        tooltip="Unfold one more call or loop that one is in, in the tree.",
    ),
    Binding(
        "right_square_bracket",
        "turn(1)",
        "iteration",
        key_display="[ ]",
        tooltip="The same operation in the next iteration; at the last, of the loop outside.",
    ),
    Binding(
        "left_square_bracket",
        "turn(-1)",
        show=False,
        tooltip="The same operation in the iteration before.",
    ),
    Binding(
        "right_curly_bracket",
        "call(1)",
        "call",
        show=False,
        key_display="{ }",
        tooltip="Where the call before begins, or the next one.",
    ),
    Binding("left_curly_bracket", "call(-1)", show=False, tooltip="Where a call began before."),
    Binding("space", "stop", "stop", tooltip="Let it step by itself no more."),
    Binding("space", "play", "play", show=False, tooltip="Let it step by itself."),
    Binding(
        "l,shift+right",
        "cell(0, 1)",
        "cell",
        show=False,
        key_display="h j k l",
        tooltip="Another cell of what came out: left, down, up, right; so do shift and arrows.",
    ),
    Binding("h,shift+left", "cell(0, -1)", show=False, tooltip="The cell to the left."),
    Binding("j,shift+down", "cell(1, 0)", show=False, tooltip="The cell below."),
    Binding("k,shift+up", "cell(-1, 0)", show=False, tooltip="The cell above."),
    Binding(
        "home",
        "to(0)",
        "ends",
        show=False,
        key_display="home end",
        tooltip="The first operation that was kept, the last one.",
    ),
    Binding("end", "to(-1)", show=False, tooltip="The last operation that was kept."),
    Binding(
        "1",
        "tab(0)",
        "tab",
        show=False,
        key_display="1 2 3",
        tooltip="Where there is room for one part alone: the source, the values, the tree.",
    ),
    Binding("2", "tab(1)", show=False),
    Binding("3", "tab(2)", show=False),
]
"""In the order in which they are offered."""
