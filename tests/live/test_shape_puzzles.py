"""Puzzles about shapes: their answers are NumPy's and the engine's, and every answer is met."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Dense, Network
from engine.formula import FormulaError
from tutor.assessment.shapes import spell_shape
from tutor.live.shapes.shape_puzzles import KINDS, Kind, marked, puzzle

SEEDS = st.integers(0, 10_000)
KINDS_DRAWN = st.sampled_from(KINDS)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_sums_and_products_are_computed_by_numpy(seed: int) -> None:
    kinds: tuple[Kind, Kind] = ("broadcast", "product")
    for kind in kinds:
        asked = puzzle(kind, seed).question
        names = dict(re.findall(r"([AB]) (?:has )?the shape (\([\d, ]*\))", asked))
        arrays = {name: np.zeros(eval(shape)) for name, shape in names.items()}
        formula = re.search(r"(?:Does|shape of) (\S.*?)(?: work)?\?", asked)
        assert formula is not None
        text = re.sub(r"\([\d, ]+\)", lambda shape: f"zeros({shape[0]})", formula[1])
        try:
            result = eval(text, {"zeros": np.zeros, **arrays}).shape
        except ValueError:
            result = None
        assert puzzle(kind, seed).answer == result


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_shapes_in_a_network_are_the_engines(seed: int) -> None:
    kinds: tuple[Kind, Kind] = ("forward", "backward")
    for kind in kinds:
        asked = puzzle(kind, seed)
        layers, m, what = re.findall(r"Layers (\S+), (\d+) .* of \$(.*)\$", asked.question)[0]
        units = [int(size) for size in layers.split("-")]
        net = Network([Dense(size) for size in units[1:]], n_inputs=units[0], loss="mse")
        net.forward(np.ones((units[0], int(m))))
        net.backward(np.ones((units[-1], int(m))))
        product = np.ones(()) if " " not in what else None
        for factor in what.split(" "):
            value = _of(net, factor)
            product = value if product is None or product.ndim == 0 else product @ value
        assert asked.answer == product.shape


def _of(net: Network, factor: str) -> np.ndarray:
    """The array that a name such as W^{[2]\\top} stands for."""
    name, number = factor.split("^")[0], re.search(r"\d", factor)
    if name == "X":
        value = net.layers[0].A_prev
    else:
        assert number is not None
        value = getattr(net.layers[int(number[0]) - 1], name)
    return value.T if "top" in factor else value


@settings(max_examples=100, deadline=None)
@given(KINDS_DRAWN, SEEDS)
def test_the_answer_is_right_and_others_are_wrong(kind: Kind, seed: int) -> None:
    asked = puzzle(kind, seed)
    right = "no" if asked.answer is None else spell_shape(asked.answer)
    assert marked(asked, right).right
    wrong = marked(asked, "(97, 98)")
    assert not wrong.right and asked.why in wrong.text
    for shape, said in asked.foreseen.items():
        if shape != asked.answer:
            mark = marked(asked, "no" if shape is None else spell_shape(shape))
            assert not mark.right and mark.text.startswith(said)


@pytest.mark.parametrize("answer", ["", "(n, m)", "perhaps", "(3,"])
def test_what_is_no_shape_is_not_marked(answer: str) -> None:
    with pytest.raises(FormulaError):
        marked(puzzle("forward", 1), answer)
