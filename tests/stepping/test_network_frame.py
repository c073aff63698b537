import numpy as np
import pytest

from engine.trace import Cell
from tutor.plots.arrange import row_width
from tutor.plots.cells import Palette, plain
from tutor.stepping.asks import EditInput, GuessNext
from tutor.stepping.frame import frame
from tutor.stepping.predictions import Asked, StepQuiz, Unreadable
from tutor.stepping.setup import StepperSetup
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

PALETTE = Palette((20, 23, 29), (216, 222, 233), (108, 182, 255), (255, 159, 77), ())
SETUP = StepperSetup(
    layers=(3, 4, 1),
    weights=(((1, 0, -1), (0, 1, 1), (1, 1, 0), (-1, 0, 2)), ((1, -1, 2, -0.5),)),
    biases=((0, -1, 0.5, 0), (0,)),
    X=((1, 0), (2, 1), (3, -1)),
    Y=((1, 0),),
)


def view(name: str = "Z[1]", setup: StepperSetup = SETUP) -> View:
    """The view just after the step of this name."""
    trace = setup.trace()
    names = [step.name for step in trace.steps]
    return View(Walk(trace, names.index(name) + 1))


def drawn(shown: View, width: int = 76, height: int = 19) -> str:
    return plain(frame(shown, "", PALETTE, width, height))


def test_the_numbers_of_one_neuron_and_of_all() -> None:
    text = drawn(view().moved(2, 0))
    assert "= 1 · 1 + 1 · 2 + 0 · 3 + 0.5" in text
    assert "Z[1] (3, 1) = 3.5" in text
    assert "(4, 2)" in text


def test_everything_turns_with_the_convention() -> None:
    turned = view().moved(2, 0).switched()
    text = drawn(turned)
    assert "Z[1] (1, 3) = 3.5" in text
    assert "(2, 4)" in text  # Z
    assert "(3, 4)" in text  # W
    assert "Z = X W + b" in text
    assert drawn(turned.switched()) == drawn(view().moved(2, 0))


def test_moving_follows_the_screen_in_both_conventions() -> None:
    assert view().moved(0, 1).cell == Cell("Z[1]", (0, 1))
    assert view().switched().moved(0, 1).cell == Cell("Z[1]", (1, 0))
    assert view().moved(9, 9).cell == Cell("Z[1]", (3, 1))
    assert view().moved(-9, 0).cell == Cell("Z[1]", (0, 0))


def test_the_cell_keeps_its_meaning_from_step_to_step() -> None:
    looked = view("dZ[1]").moved(2, 1)
    step = looked.at(looked.walk.on())
    assert step.cell == Cell("dW[1]", (2, 0))
    assert step.moved(0, 1).at(looked.walk.back()).cell == Cell("dA[1]", (2, 1))


def test_an_edit_marks_what_changed_with_old_and_new() -> None:
    shown = view("A[2]")
    edited = EditInput(Cell("W[1]", (3, 2))).entered(shown, "1")
    assert "was" in drawn(edited)
    assert "was" not in drawn(edited.at(edited.walk.undone()))
    back = edited.at(edited.walk.to(1)).moved(3, 0)
    assert "Z[1] (4, 1) = 2   was 5" in drawn(back)
    assert "was" not in drawn(back.moved(-1, 0))


@pytest.mark.parametrize("text", ["1/0", "inf", "nan", "9**9**9"])
def test_an_input_stays_finite(text: str) -> None:
    with pytest.raises(Unreadable, match=r"finite|divides|too large"):
        EditInput(Cell("W[1]", (3, 2))).entered(view(), text)


def test_why_opens_sources_down_to_an_input() -> None:
    shown = view("Z[2]")
    assert shown.cell is not None
    why = shown.asked_why(shown.cell)
    assert "W[2] (1, 1) = 1" in drawn(why)
    deeper = why.picked(1).asked_deeper()
    assert deeper.trail[-1].cell == Cell("A[1]", (0, 0))
    while deeper.trail[-1].sources:
        deeper = deeper.picked(1).asked_deeper()
    assert deeper.trail[-1].cell.name in ("X", "W[1]")
    assert "An input" in drawn(deeper)
    while deeper.trail:
        deeper = deeper.turned_back()
    assert drawn(deeper) == drawn(shown)


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [("value", "3.5", "3"), ("sign", "+", "-"), ("shape", "4x2", "2x4")],
)
def test_a_prediction_of_value_sign_or_shape(asked: Asked, right: str, wrong: str) -> None:
    start = View(Walk(SETUP.trace()), quiz=StepQuiz(), asking=True, focus={"unit": 2})
    hidden = drawn(start)
    assert "3.5" not in hidden
    ask = GuessNext(asked)
    for text, outcome in ((right, "right"), (wrong, "wrong")):
        quiz = ask.entered(start, text).quiz
        assert quiz is not None
        assert quiz.guesses[0].outcome == outcome


def test_the_shape_is_withheld_when_it_is_asked() -> None:
    start = View(Walk(SETUP.trace()), quiz=StepQuiz("shape"), asking=True)
    assert "(4, 2)" not in drawn(start)


def test_a_shape_is_judged_in_the_convention_in_use() -> None:
    start = View(Walk(SETUP.trace()), quiz=StepQuiz(), asking=True).switched()
    quiz = GuessNext("shape").entered(start, "(2, 4)").quiz
    assert quiz is not None
    assert quiz.guesses[0].outcome == "right"


def test_an_error_is_carried_through_a_matrix() -> None:
    shown = View(Walk(SETUP.trace()), quiz=StepQuiz(), asking=True, focus={"unit": 1})
    for text, outcome in (("3", "wrong"), ("3", "carried")):  # Z[1] is 4, then ReLU
        shown = GuessNext().entered(shown, text)
        assert shown.quiz is not None
        assert shown.quiz.guesses[shown.walk.position - 1].outcome == outcome


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(60, 16), (76, 19), (76, 40), (138, 40)])
@pytest.mark.parametrize(
    "setup",
    [
        SETUP,
        StepperSetup(layers=(64, 64, 64), examples=256, direction="update", optimizer="adam"),
        StepperSetup(
            layers=("1x8x8", "conv 4 3", "pool 2", "flatten", "dropout 0.3", 3), examples=2
        ),
        StepperSetup(layers=(2, 4, "batchnorm", 2), direction="update", epochs=3, batch_size=2),
    ],
    ids=["small", "large", "images", "batches"],
)
def test_every_frame_fits_and_keeps_its_height(setup: StepperSetup, size: tuple[int, int]) -> None:
    width, height = size
    trace = setup.trace()
    shown = View(Walk(trace))
    heights = set()
    for convention in ("columns", "rows"):
        for position in range(trace.steps.per_batch + 2):
            picture = frame(shown.at(shown.walk.to(position)), "", PALETTE, width, height)
            assert max(map(row_width, picture)) <= width, position
            heights.add((convention, len(picture)))
        shown = shown.switched()
    assert len(heights) == 2
    assert max(rows for _, rows in heights) <= height


def test_a_frame_is_drawn_for_saturated_numbers() -> None:
    setup = StepperSetup(
        layers=(1, 1), weights=(((800,),),), biases=((0,),), X=((1, -1),), Y=((0, 1),)
    )
    trace = setup.trace()
    with np.errstate(all="ignore"):
        texts = [drawn(View(Walk(trace, n))) for n in range(len(trace.steps) + 1)]
    assert any("inf" in text for text in texts)


@pytest.mark.sampled
@pytest.mark.parametrize("size", [(78, 20), (138, 40), (198, 55)])
@pytest.mark.parametrize("layers", [(2, 3, 1), (4, 4, 3)])
def test_the_network_and_the_card_keep_their_places(
    layers: tuple[int, ...], size: tuple[int, int]
) -> None:
    trace = StepperSetup(layers=layers, activation="tanh", examples=8).trace()
    places = set()
    for position in range(len(trace.steps) + 1):
        rows = plain(frame(View(Walk(trace, position)), "", PALETTE, *size)).split("\n")
        titles = rows[1][: rows[1].index("╭")]
        places.add((titles, len(rows)))
    assert len(places) == 1
