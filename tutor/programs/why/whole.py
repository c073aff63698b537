"""What functions give whose cells each depend on all that went in."""

from __future__ import annotations

from collections.abc import Mapping

WHOLE: Mapping[str, str] = {
    "cov": "the covariances of each pair of variables",
    "corrcoef": "the correlations of each pair of variables, from −1 to 1",
    "polyfit": "the coefficients of the curve nearest to the points, the highest power first",
    "polyval": "the polynomial of these coefficients, the highest power first, at each place",
    "interp": "the height of the straight pieces between the given points",
    "convolve": "sums of products: the second turned round and slid along the first",
    "correlate": "sums of products: the second slid along the first",
    "gradient": "the slope at each place, from the neighbours on both sides",
    "trapezoid": "the area below the straight pieces between the points",
    "svd": "U, the singular values, and V transposed, whose product is what went in",
    "eig": "eigenvalues, and eigenvectors as columns",
    "eigh": "eigenvalues in rising order, and eigenvectors as columns",
    "qr": "Q with right angles between its columns, and R, a triangle above the diagonal",
    "cholesky": "a triangle below the diagonal, which times its transpose is what went in",
    "lstsq": "first the solution whose squared error is least",
    "pinv": "the pseudo-inverse: what it makes of a right side has the least squared error",
    "det": "the determinant: by how much it stretches volumes",
    "matrix_power": "the matrix multiplied by itself so many times",
    "matrix_rank": "how many of its rows are no combination of the others",
    "multi_dot": "the product of all of them in their order",
    "kron": "a copy of the second for each number of the first, times that number",
    "cross": "a vector at right angles to both",
    "argpartition": "places, those of the numbers below the asked one first",
    "lexsort": "places in rising order of the last key, of the key before it where that is alike",
    "digitize": "the number of the bin that each lies in",
    "isin": "True where a number is among the others",
    "setdiff1d": "the values of the first that are not in the second, each once, in rising order",
    "intersect1d": "the values that are in both, each once, in rising order",
    "union1d": "the values that are in either, each once, in rising order",
    "select": "of each cell the first choice whose condition is True",
    "piecewise": "of each cell what belongs to the condition that is True",
    "apply_along_axis": "what the function makes of each line along the axis",
    "fft": "how strong each frequency is, and its phase, as complex numbers",
}
