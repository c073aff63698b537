"""What NumPy says as it raises, in words that tell which sizes meet and what they had to be."""

from __future__ import annotations

import re

_MEANT = {
    r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)": (
        "index {0} goes beyond axis {1}, whose size is {2}: indices count from 0"
    ),
    r"too many indices for array: array is (\d+)-dimensional, but (\d+) were": (
        "an array with ndim = {0} is given {1} indices"
    ),
    r"axis (-?\d+) is out of bounds for array of dimension (\d+)": (
        "an array with ndim = {1} has no axis {0}: axes count from 0"
    ),
    r"cannot reshape array of size (\d+) into shape (\(.*?\))": (
        "{0} numbers do not fill the shape {1}"
    ),
    r"along dimension (\d+), the array at index (\d+) has size (\d+) and the array at index (\d+) "
    r"has size (\d+)": (
        "arrays that are put together along one axis have to be equally large along all others: "
        "along axis {0}, array {1} has the size {2} and array {3} the size {4}, counted from 0"
    ),
    r"must have same number of dimensions.* index (\d+) has (\d+) .* index (\d+) has (\d+) ": (
        "arrays that are put together need equally many axes: array {0} has ndim = {1} and array "
        "{2} ndim = {3}, counted from 0"
    ),
    r"all input arrays must have the same shape": "arrays that are stacked have to be of one shape",
    r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))": (
        "what is put in has the shape {0}, and the place for it {1}"
    ),
    r"Cannot cast ufunc '(\w+)' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)": (
        "an array of {2} cannot hold what {0} gives, which is {1}"
    ),
    r"along axis (\d+); size of axis is (\d+) but size of corresponding boolean axis is (\d+)": (
        "{2} truths choose along axis {0}, whose size is {1}"
    ),
    r"^(\w+): Input operand (\d) does not have enough dimensions \(has 0": (
        "{0} multiplies arrays, and its operand {1}, counted from 0, is a single number or None"
    ),
    r"truth value of an array with more than one element": (
        "an array of several numbers is neither true nor false: ask .any() or .all() of it"
    ),
    r"inhomogeneous shape": "its rows are not equally long, so that they make no array",
    r"^Singular matrix": "the matrix has no inverse: it is singular",
    r"^only integers, slices|arrays used as indices must be of integer": (
        "an index is a whole number, a slice, or an array of whole numbers or of truths"
    ),
    r"^Cannot interpret '\d+' as a data type": (
        "the second argument is a dtype: several sizes stand in brackets, as in np.zeros((3, 4))"
    ),
    r"^only (?:0-dimensional|length-1|size-1) arrays can be converted": (
        "an array of several numbers stands where a single number is taken"
    ),
    r"^only integer scalar arrays can be converted to a scalar index": (
        "an array stands where a single whole number is taken; arrays that are put together stand "
        "in brackets, as in np.concatenate((a, b))"
    ),
    r"^axes don't match array": "it names other axes than the array has",
    r"^negative dimensions are not allowed": "a size is less than 0",
    r"^array split does not result in an equal division": (
        "the axis cannot be divided into so many equal parts; np.array_split makes unequal ones"
    ),
    r"^cannot select an axis to squeeze out": (
        "only an axis of size 1 can be taken out, and this one is larger"
    ),
    r"^Cannot take a larger sample than population": (
        "more are drawn than there are, and replace=False lets none be drawn twice"
    ),
    r"^'?a'? must be (?:1-dimensional|a sequence or an integer)": (
        "what is drawn from is a whole number, a list, or an array with ndim = 1; rows of a table "
        "are drawn by their numbers"
    ),
    r"^[Pp]robabilities do not sum to 1": "the probabilities p do not add up to 1",
    r"^[Pp]robabilities are not non-negative": "a probability p is less than 0",
    r"^[Pp]robabilities contain NaN": "a probability p is NaN",
    r"^'?a'? and '?p'? must have (?:the )?same size": (
        "there have to be as many probabilities p as there are things to draw from"
    ),
    r"^shape-mismatch for sum": (
        "the axes that are summed over are not equally large in both arrays: axes=1 means the "
        "last one of the left array and the first one of the right"
    ),
    r"^Last 2 dimensions of the array must be square": (
        "the matrix has to be square: as many rows as columns"
    ),
    r"^(\d)-dimensional array given\. Array must be (?:at least )?two-dimensional": (
        "an array with ndim = {0} stands where a matrix is taken, which has two axes"
    ),
    r"^repeated axis in transpose": "an axis is named twice: each axis is named once",
    r"^zero-size array to reduction operation f?(\w+)": "an array without numbers has no {0}",
    r"^attempt to get (\w+) of an empty": "an array without numbers has no {0}",
    r"^object too deep for desired array": (
        "an array with more axes stands where one with ndim = 1 is taken"
    ),
    r"remapped shapes \[original->remapped\]: (\(.*?\)) *and requested shape (\(.*?\))": (
        "the shape {0} cannot be stretched to {1}: only an axis of size 1 is stretched"
    ),
    r"^`indices` and `arr` must have the same number": (
        "the indices need as many axes as the array that they choose from"
    ),
    r"^Cannot cast array data from dtype\('(\w+)'\) to dtype\('(\w+)'\)": (
        "an array of {0} stands where one of {1} is taken"
    ),
    r"^scale < 0": "scale, how far what is drawn spreads, is less than 0",
    r"^low >= high": "there is no whole number from low up to, but without, high",
    r"^high <= 0": "there is no whole number from 0 up to, but without, high",
    r"^unsupported operand type\(s\) for (\S+): .*'NoneType'": (
        "on one side of {0} stands None: a function without return gives it, and so does what "
        "changes its array in place"
    ),
    r"^unsupported operand type\(s\) for \S+: .*'(?:list|tuple)'"
    r"|^can only concatenate (?:list|tuple)|^can't multiply sequence by non-int": (
        "lists are not computed with number by number: np.array(...) makes an array of one"
    ),
    r"^could not convert string to float: (.+)": (
        "the text {0} is no number: a number has a point, and no comma or space"
    ),
    r"^The 'out' kwarg is necessary when using the string|did not contain a loop.*(?:Str|<U)": (
        "an array of texts stands where numbers are taken: .astype(float) makes numbers of them"
    ),
}
"""Words of NumPy's, as patterns, and what they mean, with the groups of the pattern in it."""


def numpy_words(said: str) -> str:
    """Return what NumPy means by its words; "" where they are none of those that are known."""
    for known, meant in _MEANT.items():
        if found := re.search(known, said):
            return meant.format(*found.groups())
    return ""
