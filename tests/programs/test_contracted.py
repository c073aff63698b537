"""np.einsum of two arrays as an operation of a tape: as NumPy computes it, with its slopes."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.programs.program import Program
from tutor.programs.running import run_program
from tutor.programs.tape.functions import contracted
from tutor.programs.tape.graph import Tape

SIZES = {"n": 3, "h": 4, "k": 2}
ROOM = np.random.default_rng(5)


def _array(letters: str) -> np.ndarray:
    return ROOM.normal(size=[SIZES[each] for each in letters])


@pytest.mark.parametrize(
    "letters", ["nh,nk", "nh,nk->hk", "nk,hk->nh", "n h , h k", "n,n", "kn,nh", "nh,k"]
)
def test_it_is_computed_and_sloped_as_its_letters_say(letters: str) -> None:
    left, right = (_array(each) for each in letters.replace(" ", "").partition("->")[0].split(","))
    function = contracted(letters)
    value = function.forward(left, right)
    assert np.allclose(value, np.einsum(letters, left, right))
    g = ROOM.normal(size=np.shape(value))
    for at, back in enumerate(function.back(g, value, left, right)):
        moved = _array(letters.replace(" ", "").partition("->")[0].split(",")[at])
        apart = [left, right]
        apart[at] = moved  # it is linear in each
        assert np.sum(back * moved) == pytest.approx(np.sum(g * function.forward(*apart)))


@pytest.mark.parametrize("letters", ["nn,nk->k", "nhk,h->k", "nh->h", "nh,hk,k", "...n,n"])
def test_letters_that_say_more_are_not_read(letters: str) -> None:
    with pytest.raises(ValueError, match=r"n"):
        contracted(letters)


@pytest.mark.parametrize("letters", ["nn,nk->k", "nhk,h->k", "n...,nk->...k"])
def test_a_program_with_them_is_taken_up_all_the_same(letters: str) -> None:
    code = "import numpy as np\nA, B = np.ones({}), np.ones({})\nC = np.einsum({!r}, A, B)\n"
    one, other = ((3,) * (len(e) - 2 * ("." in e)) for e in letters.partition("->")[0].split(","))
    run = run_program(
        Program("e.py", code.format((*one, *(3,) * ("." in letters)), other, letters))
    )
    assert run.message == ""
    assert len(Tape(run).nodes) > 2
