"""Convolutions in a few words: filters, and the pooling after them, or none."""

import pytest

from engine.hidden import Convolution


@pytest.mark.parametrize(
    ("words", "pool"), [("8", None), ("8 pool 3", 3), ("8 pool 1", 1), ("8 pool none", 1)]
)
def test_each_says_how_it_is_pooled(words, pool):
    read = Convolution.parse(words)
    assert (read.filters, read.pool) == (8, pool)
    assert Convolution.parse(read.written()) == read


@pytest.mark.parametrize("words", ["8 pool", "pool 2", "8 pool much", "0", "8 pool 0"])
def test_what_is_no_convolution_is_told(words):
    with pytest.raises(ValueError, match=r"convolution|pool"):
        Convolution.parse(words)
