"""Marking: what each kind of answer is worth, and what is said about it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from pydantic import TypeAdapter

from tutor.assessment.answer_words import headline
from tutor.assessment.marking import Unanswerable, Verdict, mark
from tutor.assessment.questions import Question

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


def question(kind: str, **fields: Any) -> Any:
    return QUESTION.validate_python({"id": "q", "kind": kind, "prompt": "Well?", **fields})


def texts(verdict: Verdict) -> list[str]:
    return [feedback.text for feedback in verdict.feedback]


def said_of(verdict: Verdict, target: str) -> tuple[str, str]:
    (feedback,) = [each for each in verdict.feedback if each.target == target]
    return feedback.text, feedback.outcome


OPTIONS = [
    {"text": "Large models", "correct": True, "feedback": "They use all the data."},
    {"text": "Hand-made features", "feedback": "Networks learn them."},
    {"text": "Large amounts of data", "correct": True, "feedback": "The strongest use most."},
    {"text": "Smaller models", "feedback": "They level off."},
]


def test_single() -> None:
    single = question("single", options=OPTIONS[:2], solution="Worked.", hint="Think big.")
    verdict = mark(single, 0)
    assert (verdict.score, verdict.outcome) == (1.0, "right")
    assert verdict.solution == "Worked."
    verdict = mark(single, 1)
    assert (verdict.score, verdict.outcome) == (0.0, "wrong")
    assert said_of(verdict, "1") == ("Networks learn them.", "wrong")
    assert len(verdict.feedback) == 1, "the other options stay untold, for another try"


MULTIPLE = [
    ([0, 2], 1.0, "right"),
    ([2, 0], 1.0, "right"),
    ([0], 0.75, "partly"),
    ([0, 1, 2], 0.75, "partly"),
    ([0, 1], 0.5, "partly"),
    ([1], 0.25, "partly"),
    ([1, 3], 0.0, "wrong"),
    ([0, 1, 2, 3], 0.5, "partly"),
]


@pytest.mark.parametrize(("ticked", "score", "outcome"), MULTIPLE)
def test_each_option_judged_right_earns_its_share(
    ticked: list[int], score: float, outcome: str
) -> None:
    verdict = mark(question("multiple", options=OPTIONS), ticked)
    assert (verdict.score, verdict.outcome) == (score, outcome)


def test_multiple_says_of_each_option_whether_it_was_judged_right() -> None:
    verdict = mark(question("multiple", options=OPTIONS), [0, 1])
    assert texts(verdict)[0] == "2 of 4 options judged right."
    outcomes = [said_of(verdict, str(i))[1] for i in range(4)]
    assert outcomes == ["right", "wrong", "wrong", "right"]
    assert said_of(verdict, "1")[0] == "Networks learn them."


NUMERIC: dict[str, Any] = {
    "answer": "1/(1 + e^-1)",
    "wrong": [{"value": "1/(1 + e)", "feedback": "That is $\\sigma(-1)$."}],
    "right": "Just over 0.7.",
    "otherwise": "Put $z = 1$ into the sigmoid.",
}


def test_numeric_right() -> None:
    numeric = question("numeric", **NUMERIC)
    assert texts(mark(numeric, "1/(1+e^-1)")) == ["Just over 0.7."]
    verdict = mark(numeric, "0.731")
    assert verdict.outcome == "right"
    assert texts(verdict)[1] == "Right within rounding: the exact value is 0.73106."
    close = question("numeric", **NUMERIC, tolerance={"absolute": 0.01})
    assert texts(mark(close, "0.73"))[1] == "Right within rounding: the exact value is 0.7311."
    assert texts(mark(close, "0.735"))[1] == "Close enough: the exact value is 0.73106."


NUMERIC_WRONG = [
    ("0.2689", ["That is $\\sigma(-1)$."]),
    ("0.5", ["Put $z = 1$ into the sigmoid."]),
    ("-0.7311", ["The size is right, the sign is not.", "Put $z = 1$ into the sigmoid."]),
    ("73.11", ["That is the answer in percent", "Put $z = 1$"]),
    ("7.311", ["off by 1 place.", "Put $z = 1$"]),
    ("0.0007311", ["off by 3 places.", "Put $z = 1$"]),
    ("1 + e^-1", ["That is one divided by the answer", "Put $z = 1$"]),
]


@pytest.mark.parametrize(("answer", "said"), NUMERIC_WRONG)
def test_numeric_wrong(answer: str, said: list[str]) -> None:
    verdict = mark(question("numeric", **NUMERIC), answer)
    assert verdict.outcome == "wrong"
    assert len(verdict.feedback) == len(said)
    assert all(part in text for part, text in zip(said, texts(verdict), strict=True))


def test_a_number_rounded_too_far_may_be_typed_anew() -> None:
    with pytest.raises(Unanswerable, match="at least three digits"):
        mark(question("numeric", **NUMERIC), "0.73")


def test_the_nearest_foreseen_value_speaks() -> None:
    wrong = [{"value": 4, "feedback": "four"}, {"value": 5, "feedback": "five"}]
    numeric = question(
        "numeric", answer=10, tolerance={"absolute": 2}, wrong=wrong, right="r", otherwise="o"
    )
    assert texts(mark(numeric, "4.4")) == ["four"]
    assert texts(mark(numeric, "4.6")) == ["five"]


SHAPE: dict[str, Any] = {
    "answer": "(4, 1)",
    "wrong": [{"value": "(4,)", "feedback": "Rank 1."}],
    "right": "r",
    "otherwise": "o",
}
SHAPES = [
    ("4x1", "right", ["r"]),
    ("(4,)", "wrong", ["Rank 1."]),
    ("1x4", "wrong", ["The sizes are right, their order is not.", "o"]),
    ("(1,)", "wrong", ["(1,) has one axis only; a column has two.", "o"]),
    ("(4, 1, 1)", "wrong", ["(4, 1, 1) has 3 axes; the answer has 2.", "o"]),
    ("(2, 2)", "wrong", ["That holds as many numbers as the answer, laid out differently.", "o"]),
    ("(3, 5)", "wrong", ["o"]),
    ("(m, 5)", "wrong", ["o"]),
]


@pytest.mark.parametrize(("answer", "outcome", "said"), SHAPES)
def test_shape(answer: str, outcome: str, said: list[str]) -> None:
    verdict = mark(question("shape", **SHAPE), answer)
    assert verdict.outcome == outcome
    assert texts(verdict) == said


def order(*joined: int) -> Any:
    steps = [
        {"text": t, "feedback": f"why {t}", "with_previous": i in joined}
        for i, t in enumerate("abcd")
    ]
    return question("order", steps=steps, right="In order.", otherwise="Forward comes first.")


ORDERS = [
    ([0, 1, 2, 3], 1.0, "right"),
    ([3, 0, 1, 2], 2 / 3, "partly"),
    ([1, 2, 3, 0], 2 / 3, "partly"),
    ([1, 0, 2, 3], 2 / 3, "partly"),
    ([1, 0, 3, 2], 1 / 3, "partly"),
    ([3, 2, 1, 0], 0.0, "wrong"),
]


@pytest.mark.parametrize(("answer", "score", "outcome"), ORDERS)
def test_an_order_is_worth_the_share_of_steps_that_may_stay(
    answer: list[int], score: float, outcome: str
) -> None:
    verdict = mark(order(), answer)
    assert verdict.score == pytest.approx(score)
    assert verdict.outcome == outcome


def test_an_order_says_which_step_to_move() -> None:
    verdict = mark(order(), [3, 0, 1, 2])
    assert texts(verdict)[:2] == ["3 of 4 can stay; move 1 step.", "Forward comes first."]
    assert said_of(verdict, "3") == ("why d", "wrong")
    assert said_of(verdict, "0") == ("why a", "right")


def test_moving_the_named_steps_is_enough_for_every_order() -> None:
    for answer in permutations(range(4)):
        verdict = mark(order(), list(answer))
        wrong = {int(f.target) for f in verdict.feedback if f.target and f.outcome == "wrong"}
        assert [i for i in answer if i not in wrong] == [i for i in range(4) if i not in wrong]
        assert verdict.score == pytest.approx((3 - len(wrong)) / 3)


def test_neighbours_may_change_places_where_the_author_says_so() -> None:
    joined = order(2)  # b and c in either order
    assert mark(joined, [0, 2, 1, 3]).outcome == "right"
    assert mark(joined, [0, 1, 2, 3]).outcome == "right"
    assert mark(joined, [1, 0, 2, 3]).score == pytest.approx(0.5)
    assert mark(joined, [3, 2, 1, 0]).score == 0.0


MATCH: dict[str, Any] = {
    "pairs": [
        {
            "left": "image",
            "right": "CNN",
            "feedback": "Filters slide.",
            "wrong": [{"value": "RNN", "feedback": "A picture is no sequence."}],
        },
        {"left": "audio", "right": "RNN", "feedback": "Sound is a sequence."},
        {"left": "text", "right": "RNN", "feedback": "So is text."},
    ],
    "distractors": ["none"],
}


def test_match_earns_by_pairs() -> None:
    match = question("match", **MATCH)
    assert mark(match, [0, 1, 1]).outcome == "right"
    verdict = mark(match, [1, 1, 2])
    assert verdict.score == pytest.approx(1 / 3)
    assert verdict.outcome == "partly"
    assert texts(verdict)[0] == "1 of 3 pairs are right."
    assert said_of(verdict, "0") == ("A picture is no sequence.", "wrong")
    assert said_of(verdict, "1") == ("Sound is a sequence.", "right")
    assert said_of(verdict, "2") == ("So is text.", "wrong")
    assert mark(match, [1, 0, 0]).outcome == "wrong"


CLOZE: dict[str, Any] = {
    "text": "[[n]] units with [[act]]; loss [[loss]].",
    "gaps": {
        "n": {
            "answer": 4,
            "wrong": [{"value": 3, "feedback": "3 are the inputs."}],
            "otherwise": "Count the circles.",
        },
        "act": {
            "answer": "ReLU",
            "options": ["ReLU", "tanh"],
            "right": "Max of 0 and z.",
            "wrong": [{"value": "tanh", "feedback": "tanh saturates."}],
            "otherwise": "o",
        },
        "loss": {"answer": "cross-entropy", "accept": ["log loss"], "otherwise": "Classes!"},
    },
}
FILLED = {"n": "4", "act": "ReLU", "loss": "cross-entropy"}


@pytest.mark.parametrize(
    "changes", [{}, {"loss": " Cross entropy "}, {"loss": "log-loss"}, {"n": "8/2"}, {"n": "4.0"}]
)
def test_a_cloze_takes_any_spelling(changes: dict[str, str]) -> None:
    assert mark(question("cloze", **CLOZE), {**FILLED, **changes}).outcome == "right"


def test_cloze_earns_by_gaps() -> None:
    cloze = question("cloze", **CLOZE)
    verdict = mark(cloze, {"n": "3", "act": "tanh", "loss": "Cross-Entropy"})
    assert verdict.score == pytest.approx(1 / 3)
    assert texts(verdict)[0] == "1 of 3 gaps are right."
    assert said_of(verdict, "n") == ("3 are the inputs.", "wrong")
    assert said_of(verdict, "act") == ("tanh saturates.", "wrong")
    assert said_of(verdict, "loss") == ("Right: cross-entropy.", "right")
    verdict = mark(cloze, {"n": "5", "act": "ReLU", "loss": "MSE"})
    assert said_of(verdict, "n") == ("Count the circles.", "wrong")
    assert said_of(verdict, "act") == ("Max of 0 and z.", "right")
    assert said_of(verdict, "loss") == ("Classes!", "wrong")


GRAPH = {"graph": "3*(a + b*c)", "inputs": {"a": 5, "b": 3, "c": 2}, "wanted": "dJ/db"}


def test_a_prediction_keeps_the_guess_and_shows_the_gap() -> None:
    predict = question(
        "predict",
        compute=GRAPH,
        wrong=[{"value": 2, "feedback": "That is $du/db$ alone."}],
        right="Three times $c$.",
        otherwise="Follow the arrows back.",
    )
    verdict = mark(predict, "6")
    assert (verdict.outcome, verdict.guess, verdict.truth, verdict.gap) == ("right", 6, 6, 0)
    verdict = mark(predict, "2")
    assert (verdict.outcome, verdict.guess, verdict.truth, verdict.gap) == ("wrong", 2, 6, -4)
    assert texts(verdict) == [
        "You guessed 2; computed: 6. That is 4 too low.",
        "That is $du/db$ alone.",
    ]


def test_a_prediction_may_be_chosen() -> None:
    predict = question("predict", compute=GRAPH, options=OPTIONS[:2])
    verdict = mark(predict, 1)
    assert (verdict.outcome, verdict.guess, verdict.truth) == ("wrong", None, 6)


def test_a_prediction_about_a_training_run_is_checked_by_training() -> None:
    training = {"dataset": "and", "hidden": [], "lr": 1.0, "batch-size": 4, "epochs": 200}
    predict = question(
        "predict",
        compute={"training": training, "wanted": "accuracy"},
        tolerance={"absolute": 0.05},
        right="A line is enough for AND.",
        otherwise="o",
    )
    assert mark(predict, "1").truth == 1.0
    assert mark(predict, "0.5").outcome == "wrong"


@pytest.mark.parametrize(
    ("compute", "words"),
    [
        ({**GRAPH, "wanted": "dJ/dq"}, "it has u, v, J, dJ/dv"),
        ({**GRAPH, "graph": "3*("}, "cannot be computed"),
        ({**GRAPH, "inputs": {"a": 1}}, "cannot be computed"),
        ({"training": {"dataset": "nowhere"}, "wanted": "loss"}, "cannot be run"),
        ({"training": {"dataset": "and", "epochs": 1}, "wanted": "luck"}, "has no luck"),
    ],
)
def test_a_truth_that_cannot_be_computed_is_no_attempt(compute: Any, words: str) -> None:
    predict = question("predict", compute=compute, right="r", otherwise="o")
    with pytest.raises(Unanswerable) as caught:
        mark(predict, "6")
    assert words in str(caught.value)


EXPRESSION: dict[str, Any] = {
    "inputs": {"x": []},
    "answer": "2*x",
    "right": "r",
    "otherwise": "o",
}
UNANSWERABLE: list[tuple[str, dict[str, Any], object]] = [
    ("single", {"options": OPTIONS[:2]}, None),
    ("single", {"options": OPTIONS[:2]}, 2),
    ("single", {"options": OPTIONS[:2]}, True),
    ("single", {"options": OPTIONS[:2]}, "0"),
    ("multiple", {"options": OPTIONS}, []),
    ("multiple", {"options": OPTIONS}, [7]),
    ("numeric", NUMERIC, ""),
    ("numeric", NUMERIC, None),
    ("numeric", NUMERIC, "many"),
    ("shape", SHAPE, " "),
    ("shape", SHAPE, "(3;4)"),
    ("expression", EXPRESSION, ""),
    ("expression", EXPRESSION, "2*y"),
    ("match", MATCH, [0, 1]),
    ("match", MATCH, [0, None, 1]),
    ("match", MATCH, [0, 1, 9]),
    ("cloze", CLOZE, {}),
    ("cloze", CLOZE, {**FILLED, "n": " "}),
    ("cloze", CLOZE, {**FILLED, "n": "four"}),
    ("cloze", CLOZE, "4"),
]


@pytest.mark.parametrize(("kind", "fields", "answer"), UNANSWERABLE)
def test_what_cannot_be_marked_is_no_attempt(
    kind: str, fields: dict[str, Any], answer: object
) -> None:
    with pytest.raises(Unanswerable) as caught:
        mark(question(kind, **fields), answer)
    assert str(caught.value).endswith((".", "?"))


@pytest.mark.parametrize("answer", [[], [0, 1, 2], [0, 1, 2, 2], None])
def test_every_step_has_a_place(answer: object) -> None:
    with pytest.raises(Unanswerable):
        mark(order(), answer)


def test_marking_uses_the_numbers_of_the_seed() -> None:
    numeric = question(
        "numeric",
        variables={"a": {"from": 1, "to": 99}},
        answer="2*a",
        wrong=[{"value": "a", "feedback": "{{a}} once."}],
        right="r",
        otherwise="o",
    )
    for seed in range(5):
        answer = numeric.drawn(seed).answer
        assert mark(numeric, str(answer), seed).outcome == "right"
        assert texts(mark(numeric, str(answer / 2), seed)) == [f"{answer / 2:.0f} once."]


def test_a_guess_beside_what_was_computed_is_not_told_to_wait() -> None:
    """The engine's number stands there already: nothing is to come."""
    guess = Verdict(0.0, "wrong", (), guess=1.0, truth=0.98)
    assert "Not yet" not in headline(guess, 1, 0, shown=False)
    assert "Not yet" in headline(Verdict(0.0, "wrong", ()), 1, 0, shown=False)
