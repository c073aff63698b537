"""Puzzles about shapes, drawn by seed, and what to say about an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

from engine.formula import FormulaError
from tutor.assessment.shapes import read_shape, spell_shape
from tutor.live.shapes import network_puzzles
from tutor.live.shapes.combination import Combination, Shape
from tutor.live.shapes.puzzle import Foreseen, Puzzle

Kind = Literal["broadcast", "product", "forward", "backward"]
KINDS: tuple[Kind, ...] = get_args(Kind)

NOTHING = ("no", "none", "error", "an error", "nothing", "it does not", "it doesn't")
"""What may be typed for: no shape comes out."""


@dataclass(frozen=True, slots=True)
class PuzzleMark:
    """An answer, whether it is right, and what is said about it."""

    answer: str
    right: bool
    text: str


def puzzle(kind: Kind, seed: int) -> Puzzle:
    """Return the puzzle of a kind that the seed draws."""
    makers: Mapping[Kind, Callable[[Random], Puzzle]] = {
        "broadcast": _broadcast,
        "product": _product,
        "forward": network_puzzles.forward,
        "backward": network_puzzles.backward,
    }
    return makers[kind](Random(seed))


def marked(asked: Puzzle, answer: str) -> PuzzleMark:
    """Mark an answer; raises FormulaError where it is neither a shape nor a `no`."""
    given = None if answer.strip().lower().rstrip(".!") in NOTHING else _sizes(answer)
    shown = "no" if given is None else spell_shape(given)
    if given == asked.answer:
        return PuzzleMark(shown, True, asked.why)
    wrong = asked.foreseen.get(given, "")
    return PuzzleMark(shown, False, f"{wrong} {asked.why}".strip())


def _sizes(answer: str) -> Shape:
    sizes = read_shape(answer)
    shape = tuple(size for size in sizes if isinstance(size, int))
    if len(shape) < len(sizes):
        raise FormulaError("Type the sizes as numbers, such as (3, 4), or no.")
    return shape


def _broadcast(random: Random) -> Puzzle:
    p, q = random.sample(range(2, 7), 2)
    left, right = random.choice(
        [
            ((p, q), (1, q)),
            ((p, q), (p, 1)),
            ((p, q), (q,)),
            ((p, q), (p,)),
            ((p, q), (q, p)),
            ((p, 1), (1, q)),
            ((p, 1), (q,)),
            ((p, 1), (p,)),
            ((p, 1, q), (q, 1)),
        ]
    )
    if random.random() < 0.5:
        left, right = right, left
    combination = Combination(left, random.choice("+-*"), right)
    question = f"Does {combination} work? Type the shape that comes out, or no."
    foreseen: Foreseen = {
        left: "That is the shape of the left one.",
        right: "That is the shape of the right one.",
        None: "NumPy computes it without a word.",
    }
    return Puzzle(question, combination.result, combination.explanation, combination, foreseen)


def _product(random: Random) -> Puzzle:
    a, b, c = random.sample(range(2, 8), 3)
    left, right = (a, b), (b, c)
    written_left, written_right = random.choice(
        [("A", "B"), ("A.T", "B"), ("A", "B.T"), ("A", "wrong"), ("A", "column")]
    )
    if written_right == "wrong":
        right, written_right = (c, b), "B"
    elif written_right == "column":
        right, written_right = (b, 1), "B"
    combination = Combination(left, "@", right)
    given = left[::-1] if written_left == "A.T" else left
    other = right[::-1] if written_right == "B.T" else right
    question = (
        f"A has the shape {spell_shape(given)} and B the shape {spell_shape(other)}. "
        f"What is the shape of {written_left} @ {written_right}? Type it, or no."
    )
    why = f"It is {combination}. {combination.explanation}"
    foreseen: Foreseen = {None: "The inner sizes do agree."}
    if combination.result:
        turned = "That is turned round: the left one gives the rows."
        foreseen = {**foreseen, combination.result[::-1]: turned}
    return Puzzle(question, combination.result, why, combination, foreseen)
