"""Two shapes in an app: the cells agree with NumPy, and keys choose cells, examples and types."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.assessment.shapes import spell_shape
from tutor.course.faults import CourseError
from tutor.live.shapes.combination import Combination, Shape
from tutor.live.shapes.grids import Grids

SIZES = st.lists(st.integers(1, 3), max_size=2).map(tuple)
EXAMPLE = ["(2, 3) + (2, 1)"]
OPERATIONS = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "@": np.matmul}


@settings(max_examples=100, deadline=None)
@given(SIZES, st.sampled_from([*OPERATIONS]), SIZES)
def test_every_cell_is_numpys(left: Shape, operation: str, right: Shape) -> None:
    if operation == "@" and not (left and right):
        return
    combination = Combination(left, operation, right)
    grids = Grids(combination)
    drawn = np.array(
        [[grids.result.cell(r, c).value for c in range(grids.columns)] for r in range(grids.rows)]
    )
    if combination.result is None:
        assert None in drawn
        return
    numbers = np.arange(1.0, 1 + np.prod(left)).reshape(left)
    step = 1 if operation == "@" else 10
    others = step * np.arange(1.0, 1 + np.prod(right)).reshape(right)
    expected = OPERATIONS[operation](numbers, others)
    np.testing.assert_allclose(drawn.astype(float).ravel(), np.ravel(expected))


async def test_the_stretch_is_shown(open_part: Any) -> None:
    async with open_part("shapes", examples=EXAMPLE) as pilot:
        text = pilot.app.text
        assert "(2, 3) + (2, 1)  → (2, 3)" in text and "1 is stretched to 3." in text
        assert "[1] 2  3   +   [10] ›10  ›10   =  [11] 12  13" in text
        await pilot.press("down", "right")
        assert "row 2, column 2:  5 + 20 = 25" in pilot.app.text
        await pilot.press("k", "h", "h")
        assert "row 1, column 1:  1 + 10 = 11" in pilot.app.text


async def test_the_error_is_shown_cell_by_cell(open_part: Any) -> None:
    async with open_part("shapes", examples=["(2, 3) + (2,)"]) as pilot:
        assert "3 meets 2" in pilot.app.text
        assert "operands could not be broadcast together with shapes (2,3) (2,)" in (
            pilot.app.text.replace("\n", " ")
        )
        await pilot.press("right", "right")
        assert "row 1, column 3:  3 has no partner on the right" in pilot.app.text


async def test_a_product_pairs_a_row_with_a_column(open_part: Any) -> None:
    async with open_part("shapes", examples=["(2, 3) @ (3, 2)", "(2, 3) @ (2, 3)"]) as pilot:
        await pilot.press("down", "right")
        assert "row 2, column 2:  4·2 + 5·4 + 6·6 = 64" in pilot.app.text
        await pilot.press("space")
        assert "a row of 3 meets a column of 2" in pilot.app.text


async def test_examples_go_round_and_shapes_are_typed(open_part: Any) -> None:
    examples = ["(2, 3) + (1, 3)", "(2, 3) + (2, 1)"]
    task = {"text": "Stretch both.", "when": "(stretched == 2) * typed"}
    async with open_part("shapes", examples=examples, task=task) as pilot:
        await pilot.press("space")
        assert "2/2  (2, 3) + (2, 1)" in pilot.app.text
        await pilot.press("space")
        assert "1/2  (2, 3) + (1, 3)" in pilot.app.text and "○ Stretch both." in pilot.app.text
        await pilot.press("e", *"(3,1)+(1,4)", "enter")
        assert "typed  (3, 1) + (1, 4)  → (3, 4)" in pilot.app.text
        assert "✔ Stretch both." in pilot.app.text
        await pilot.press("r")
        assert "1/2  (2, 3) + (1, 3)" in pilot.app.text and "✔ Stretch both." in pilot.app.text


async def test_what_cannot_be_read_may_be_typed_anew(open_part: Any) -> None:
    async with open_part("shapes", examples=EXAMPLE) as pilot:
        before = pilot.app.text
        await pilot.press("enter", *"(3,", "enter")
        assert "Type two shapes with + or @ between them" in pilot.app.text
        await pilot.press("escape")
        assert pilot.app.text == before and pilot.app.focused is pilot.app.part


async def test_the_picture_is_copied(open_part: Any) -> None:
    async with open_part("shapes", examples=EXAMPLE) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert "(2, 3) + (2, 1)" in pilot.app.copied[0]


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(80, 24), (140, 45), (46, 20)])
async def test_large_shapes_are_folded(open_part: Any, size: tuple[int, int]) -> None:
    async with open_part("shapes", size=size, examples=["(64, 1000) - (64, 1)"]) as pilot:
        await pilot.press(*["right"] * 30, *["down"] * 12)
        assert "row 13, column 31:  12,031 − 130" in pilot.app.text.replace(" - ", " − ")
        assert max(len(row) for row in pilot.app.text.split("\n")) <= pilot.app.part.size.width
        assert len(pilot.app.part.picture) == pilot.app.part.size.height


async def test_more_than_two_sizes_have_no_cells(open_part: Any) -> None:
    async with open_part("shapes", examples=["(5, 1, 3) * (7, 1)"]) as pilot:
        assert "→ (5, 7, 3)" in pilot.app.text and "one or two sizes" in pilot.app.text


async def test_puzzles_are_answered_marked_and_counted(open_part: Any) -> None:
    task = {"text": "Two in a row.", "when": "streak >= 2"}
    async with open_part("shapes", puzzles=["forward", "broadcast"], seed=5, task=task) as pilot:
        for count in (1, 2):
            answer = pilot.app.part.state.puzzle.answer
            typed = "no" if answer is None else spell_shape(answer)
            assert "✔ Two in a row." not in pilot.app.text
            await pilot.press("e", *typed, "enter")
            assert f"✔ {typed}" in pilot.app.text and f"{count} of {count} right" in pilot.app.text
            question = pilot.app.text.split("\n")[0]
            await pilot.press("n")
            assert pilot.app.text.split("\n")[0] != question
        assert "✔ Two in a row." in pilot.app.text
        await pilot.press("e", *"(97,98)", "enter")
        assert "✘ (97, 98): the answer is" in pilot.app.text and "2 of 3 right" in pilot.app.text
        assert pilot.app.part.state.streak == 0


async def test_only_the_first_answer_counts_and_no_shape_is_no_answer(open_part: Any) -> None:
    async with open_part("shapes", puzzles=["forward"], seed=5) as pilot:
        await pilot.press("e", *"who knows", "enter")
        assert " of " not in pilot.app.text.replace("shape of", "") and pilot.app.text
        await pilot.press("ctrl+u", *"(97,98)", "enter")
        right = spell_shape(pilot.app.part.state.puzzle.answer)
        await pilot.press("e", *right, "enter")
        assert f"✔ {right}" in pilot.app.text and "0 of 1 right" in pilot.app.text


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"examples": ["(2, 3)"]}, r"examples.*\(2, 3\): Type two shapes"),
        ({"examples": []}, "either examples or puzzles"),
        ({"examples": EXAMPLE, "puzzles": ["forward"]}, "either examples or puzzles"),
        ({"examples": EXAMPLE, "seed": 1}, "seed belongs to puzzles"),
        ({"puzzles": ["sideways"]}, "broadcast"),
        ({"examples": EXAMPLE, "task": {"text": "t", "when": "fit == 1"}}, "Did you mean fits"),
        ({"examples": EXAMPLE, "task": {"text": "t", "when": "fits =="}}, "task.when"),
        ({"puzzles": ["forward"], "task": {"text": "t", "when": "fits"}}, "streak"),
        ({"exampels": EXAMPLE}, "exampels"),
    ],
)
async def test_wrong_options_are_explained(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("shapes", **options):
            pass
