"""What is said of each operation that was compared: in every iteration alike, and in words."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from planted import MISTAKES, REFERENCES, planted, program

from tutor.plots.ansi import terminal_palette
from tutor.plots.cells import plain
from tutor.plots.numbers import shown
from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.engine_line import engine_line
from tutor.programs.engine_values import digits_alike, factor_words, named
from tutor.programs.findings import explained, notes_of
from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.marks import EngineMarks, marks_of
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import verdict_of
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.partings import Parting
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.programs.value_panel import value_panel


def told(code: str, name: str) -> tuple[Recorded, EngineComparison]:
    run = run_program(Program("code.py", code), seconds=60)
    return run, compare(run, REFERENCES[name])


def by_turn(run: Recorded, marks: EngineMarks) -> dict[int, dict[int, set[str]]]:
    """The signs of each line, by the iteration of the outermost loop."""
    found: dict[int, dict[int, set[str]]] = {}
    for event in run.operations:
        turns = [t for n in run.path(event.node) if (t := run.nodes[n].turn) is not None]
        if turns and id(event) in marks.signs:
            signs = found.setdefault(turns[0], {}).setdefault(event.line, set())
            signs.add(marks.signs[id(event)][0])
    return found


@pytest.mark.parametrize(
    ("name", "number", "is_followed"),
    [
        *(("dictionaries", 3, True), ("dictionaries", 6, True), ("moons_rows", 6, True)),
        ("logistic", 8, False),
    ],
)
def test_the_mistake_and_what_follows_from_it_are_marked_in_each_iteration_alike(
    name: str, number: int, is_followed: bool
) -> None:
    code, line = planted(name, number)
    run, comparison = told(code, name)
    late = run.inside(iteration=25)
    there = next(event for event in run.operations if event.node in late and event.line == line)
    assert comparison.lacks(there.number), "beyond those that are compared at once"
    closer = comparison.looking_at(there.number)
    assert not closer.lacks(there.number) and closer.found == comparison.found + 1
    signs = by_turn(run, marks_of(closer))
    assert 25 in signs and len(signs) > 10
    wrong = [[n for n, each in lines.items() if "✘" in each] for lines in signs.values()]
    assert all(each == [line] for each in wrong)
    first = next(iter(signs.values()))
    assert all(lines == first for lines in signs.values())
    assert any("○" in each for each in first.values()) == is_followed


def test_the_mistake_is_marked_in_each_layer_whose_line_it_is() -> None:
    code, line = planted("deep_loop", 7)
    run, comparison = told(code, "deep_loop")
    signs = marks_of(comparison).signs
    there = [signs[id(e)][0] for e in run.operations if e.line == line and id(e) in signs]
    assert there[:2] == ["✘", "✘"]
    assert not any("too" in mark[1] for mark in signs.values())


@pytest.mark.parametrize("name", ["dictionaries", "blobs_script", "moons_rows"])
def test_a_correct_program_has_neither_crosses_nor_followers_anywhere(name: str) -> None:
    run, comparison = told(program(name), name)
    for number in (run.operations[len(run.operations) // 2].number, run.operations[-1].number):
        comparison = comparison.looking_at(number)
    signs = {mark[0] for mark in marks_of(comparison).signs.values()}
    assert comparison.first is None and signs <= {"✔", "◐"} and "✔" in signs


def test_what_is_equal_but_for_a_factor_has_a_sign_and_a_name_of_its_own() -> None:
    code = program("dictionaries").replace("dZ2 = A2 - Y", "dZ2 = (A2 - Y) / Y.shape[1]")
    run, comparison = told(code.replace("(1 / m) * np", "np"), "dictionaries")
    signs = marks_of(comparison).signs
    names = {e.name: signs[id(e)] for e in run.operations if e.name and id(e) in signs}
    assert comparison.first is None
    assert names["dZ2"][:2] == ("◐", "1/m · dZ[2]") and names["dZ1"][:2] == ("◐", "1/m · dZ[1]")
    assert names["dW1"][:2] == ("✔", "dW[1]")


def test_a_layers_sum_is_marked_where_its_bias_is_in_it() -> None:
    run, comparison = told(program("dictionaries"), "dictionaries")
    signs = marks_of(comparison).signs
    sums = [e.place.text for e in run.operations if signs.get(id(e), ("", ""))[1] == "Z[1]"]
    assert sums and all("+" in text for text in sums), "also while the biases are 0"


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        *((1, "dW[1]"), (-1, "−dW[1]"), (1 / 40, "1/m · dW[1]"), (-40, "−m · dW[1]")),
        *((3.5, "3.5 · dW[1]"), (0.05, "2/m · dW[1]"), (0.5, "1/2 · dW[1]")),
    ],
)
def test_a_factor_is_written_as_one_says_it(factor: float, said: str) -> None:
    assert named("dW[1]", factor_words(factor, 40)) == said


def test_digits_that_agree_are_counted_from_the_largest_number() -> None:
    true = np.array([[100.0, 1.0]])
    assert digits_alike(true, true) == 15
    assert digits_alike(true + np.array([[0.0, 0.009]]), true) == 4
    assert digits_alike(3 * true, true) == digits_alike(true * np.nan, true) == 0


def judged(name: str, old: str = "", new: str = "") -> tuple[Recorded, Judgement]:
    code = program(name).replace(old, new)
    look = CodeLook(text=Program("code.py", code), reference=REFERENCES[name])
    run = look.run(look.read(), lambda: False)
    return run, look.judge(run)


def test_the_engines_numbers_stand_in_the_scale_of_a_program_that_divides_early() -> None:
    delta = "delta3.dot(W2.T) * (1 - np.power(a1, 2))"
    run, judgement = judged("moons_rows", delta, f"{delta}\n        delta2[delta2 <= 0] = 0")
    there = judgement.after(WalkPlace(run).at(0))
    assert there is not None
    standing = there[0]
    engine, value = judgement.notes.engine[standing.position], standing.operation.value.array
    assert engine.name == "the engine's dZ[1], times 1/m"
    wrong = engine.differs(value)
    assert wrong[standing.cell] and wrong.sum() < wrong.size, "where it is positive it is right"
    told = plain([verdict_of(standing, judgement.notes)])
    assert told == f"✘ {wrong.sum()} of {wrong.size} differ"
    line = engine_line(engine, standing.cell)
    number = shown(float(engine.array[standing.cell]), 4)
    assert line.startswith("the engine  dA[1] ⊙ (1 − A[1] ⊙ A[1]), times 1/m = ")
    assert " · 0." in line and line.endswith(f" = {number}"), "its slope is a number from 0 to 1"


def test_what_has_another_shape_stands_beside_the_engines_own() -> None:
    run, judgement = judged("dictionaries", "(dZ1, axis=1, keepdims=True)", "(dZ1)")
    assert judgement.first is not None
    standing = WalkPlace(run).at_event(judgement.first.event)
    assert plain([verdict_of(standing, judgement.notes)]) == "✘ (); db[1] is (4, 1)"
    drawn = plain(value_panel(standing, terminal_palette({}), 100, 30, judgement.notes))
    assert "the engine's db[1]  (4, 1)" in drawn


def test_how_many_digits_agree_is_said_and_what_is_turned_or_flat() -> None:
    run, judgement = judged("moons_rows")
    notes = judgement.notes
    told = {
        event.name: plain([verdict_of(WalkPlace(run).at(at), notes)])
        for at, event in enumerate(run.operations)
        if event.name and at in notes.verdicts
    }
    assert re.fullmatch(r"✔ dW\[2\], transposed, to 1[3-5] digits", told["dW2"])
    assert re.fullmatch(r"✔ db\[1\], in another shape, to 1[3-5] digits", told["db1"])
    assert re.fullmatch(r"◐ 1/m · dZ\[2\], m = \d+, transposed, to 1[3-5] digits", told["delta3"])
    assert "Z, A, dZ, dW, db, W, b in 12 iterations" in plain([notes.line])
    assert "◐ is equal but for a factor" in plain([notes.line])


def test_one_reason_is_given_where_a_rule_knows_it_and_numbers_do_not() -> None:
    event = run_program(Program("code.py", "import numpy as np\na = np.ones(2)")).operations[0]
    vague = Parting(event, "dA[1]", "What goes in agrees with the engine; what …", "")
    noticed = Noticed(event, "order", "W2 is already updated here.")
    first = explained(vague, [noticed])
    assert first is not None and first.message == noticed.message
    exact = replace(vague, message="The sign is turned.")
    assert explained(exact, [noticed]) is exact


@pytest.mark.parametrize(
    ("name", "rate"), [("dictionaries", "1.2"), ("deep_loop", "0.1"), ("logistic", "0.2")]
)
def test_steps_down_the_slope_are_marked_as_right_and_say_how_far(name: str, rate: str) -> None:
    _, comparison = told(program(name), name)
    words = {mark[1] for mark in marks_of(comparison).signs.values() if mark[0] == "✔"}
    for layer in range(1, len(REFERENCES[name].layers)):
        assert {f"{key}[{layer}] − {rate} · d{key}[{layer}]" for key in "Wb"} <= words


def test_steps_that_only_follow_from_the_mistake_are_not_called_right() -> None:
    _, comparison = told(planted("dictionaries", 3)[0], "dictionaries")
    assert comparison.first is not None
    key = comparison.first.key[1:]
    steps = [mark for mark in marks_of(comparison).signs.values() if mark[1].startswith(key)]
    assert steps and {mark[0] for mark in steps} == {"○"}


LAYERS = """import numpy as np

rng = np.random.default_rng(1)
X = rng.uniform(-1, 1, size=(30, 2))
Y = np.sin(2 * X[:, :1]) * 0.5
W = [rng.normal(size=(2, 6)), rng.normal(size=(6, 1)) / 2]
b = [np.zeros(6), np.zeros(1)]
for epoch in range(5):
    a = [X]
    for V, c in zip(W, b):
        a.append(np.tanh(a[-1] @ V + c))
    delta = 2 * (a[-1] - Y) * (1 - a[-1] ** 2)
    for l in reversed(range(2)):
        dW = a[l].T @ delta / 30
        db = delta.mean(axis=0)
        delta = delta @ W[l].T * (1 - a[l] ** 2)
        W[l] -= 0.1 * dW
        b[l] += 0.1 * db
"""


def test_a_wrong_step_is_marked_in_each_layer_and_what_none_learns_from_nowhere() -> None:
    run = run_program(Program("code.py", LAYERS), seconds=60)
    comparison = compare(run, Reference((2, 6, 1), "tanh", "tanh", "mse"))
    signs = marks_of(comparison).signs
    first = [e for e in run.operations if e.node in run.inside(iteration=0)]
    marked = [(e.line, *signs[id(e)][:2]) for e in first if id(e) in signs]
    crossed = [told for told in marked if told[1] == "✘"]
    assert crossed == [(18, "✘", "first difference"), (18, "✘", "the same again")]
    assert not any("dA[0]" in words for _, sign, words in marked if sign == "○")


def test_what_was_noticed_is_seen_where_the_numbers_are_right() -> None:
    run, judgement = judged("dictionaries")
    at = next(n for n, told in judgement.notes.verdicts.items() if told[1].startswith("W[1] −"))
    event = run.operations[at]
    notes = notes_of(run, judgement.comparison, None, [Noticed(event, "rate", "Look here.")])
    assert notes.verdicts[at][0] == "!"


def test_operands_bear_the_sign_that_they_got_where_they_were_made() -> None:
    run, judgement = judged("dictionaries", *MISTAKES["dictionaries"][3])
    heads = [
        plain(value_panel(WalkPlace(run).at(at), terminal_palette({}), 140, 40, judgement.notes))
        for at in range(len(run.operations))
    ]
    assert any(re.search(r"^A1(\.T)? \(.*float64 ✔", each, re.MULTILINE) for each in heads)
    assert any("float64 ✘" in each for each in heads)


FLAT = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] * X[1:] > 0).astype(float)
theta = rng.normal(size=13) * 0.5

def unpack(theta):
    W1 = theta[:6].reshape(3, 2)
    b1 = theta[6:9].reshape(3, 1)
    W2 = theta[9:12].reshape(1, 3)
    b2 = theta[12:].reshape(1, 1)
    return W1, b1, W2, b2

for i in range(3):
    W1, b1, W2, b2 = unpack(theta)
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    A2 = 1 / (1 + np.exp(-Z2))
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / 40
    db2 = dZ2.sum(axis=1, keepdims=True) / 40
    dZ1 = W2.T @ dZ2 * (1 - A1 ** 2)
    dW1 = dZ1 @ X.T / 40
    db1 = dZ1.sum(axis=1, keepdims=True) / 40
    grad = np.concatenate([dW1.ravel(), db1.ravel(), dW2.ravel(), db2.ravel()])
    theta = theta - 0.5 * grad
"""


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        ("", "", ("✔", "W, b − 0.5 · dW, db")),
        ("(1 - A1 ** 2)", "(1 - A1)", ("○", "W, b, follows")),
        ("theta - 0.5", "theta + 0.5", ("✘", "first difference")),
    ],
    ids=["right", "follows", "uphill"],
)
def test_a_step_of_one_vector_of_all_parameters_is_marked(
    old: str, new: str, mark: tuple[str, str]
) -> None:
    code = FLAT.replace(old, new) if old else FLAT
    look = CodeLook(text=Program("code.py", code), reference=Reference((2, 3, 1), "tanh"))
    run = look.run(look.read(), lambda: False)
    verdicts = look.judge(run).notes.verdicts
    steps = [n for n, e in enumerate(run.operations) if e.name == "theta" and e.line > 10]
    assert verdicts[steps[0]][:2] == mark
