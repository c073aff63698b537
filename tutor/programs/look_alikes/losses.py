"""What is taken for the loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.look_alikes.known import KnownValues, LookAlike
from tutor.programs.reference import Array


def losses(known: KnownValues) -> Iterator[LookAlike]:
    """Yield what is taken for J; each may be a sum or a mean."""
    Y = known.targets
    if Y is None:
        return
    A, m = known[f"A[{known.depth}]"], known.m
    kinds = {
        "mse": _squares,
        "binary_crossentropy": _binary,
        "categorical_crossentropy": _categorical,
    }
    for number, said in kinds.get(known.reference.losses, _squares)(A, Y, m):
        yield np.array([[number]]), said


def _binary(A: Array, Y: Array, m: int) -> Iterator[tuple[float, str]]:
    first, second = Y * np.log(A), (1 - Y) * np.log(1 - A)
    yield -first.sum() / m, "The term with 1 − Y is left out."
    yield -second.sum() / m, "The term with Y is left out."
    yield -(first - second).sum() / m, "The term with 1 − Y is taken away, and is to be added."
    said = "Both terms hold log A; beside 1 − Y belongs log(1 − A)."
    yield -(first + (1 - Y) * np.log(A)).sum() / m, said
    said = "Y and 1 − Y have changed places."
    yield -((1 - Y) * np.log(A) + Y * np.log(1 - A)).sum() / m, said
    said = "Both terms hold Y; beside log(1 − A) belongs 1 − Y."
    yield -(first + Y * np.log(1 - A)).sum() / m, said


def _categorical(A: Array, Y: Array, m: int) -> Iterator[tuple[float, str]]:
    yield -(Y * A).sum() / m, "The logarithm is left out."
    yield -np.log(A).sum() / m, "The logarithms of all outputs are added, not those of the targets."
    said = "This adds (1 − Y) log(1 − A), too, which belongs to sigmoid outputs."
    yield -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / m, said


def _squares(A: Array, Y: Array, m: int) -> Iterator[tuple[float, str]]:
    gap = A - Y
    yield gap.sum() / m, "The differences are not squared."
    yield np.abs(gap).sum() / m, "The sizes of the differences are added up, not their squares."
    yield (gap.sum() / m) ** 2, "The differences are added up before they are squared."
    said = "The differences of an example are added up before they are squared."
    yield (gap.sum(axis=0) ** 2).sum() / m, said
    yield float(np.sqrt((gap**2).sum() / m)), "This is the root of the loss."
    yield (A**2).sum() / m - (Y**2).sum() / m, "Each is squared before the difference is taken."
