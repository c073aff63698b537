r"""The steps of layers for images.

Conv2D      Z[l] = W[l] * A[l-1] + b[l]: a filter is multiplied with what it lies on, and summed
MaxPool2D   A[l] is the largest number of each square of A[l-1]; only that one gets a slope back
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from engine.convolution import Conv2D
from engine.latex import number
from engine.pooling import MaxPool2D
from engine.trace.activation_steps import activation_step
from engine.trace.layer_steps import backward_steps, forward_steps, input_slope_step
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum, products
from engine.trace.weight_steps import bias_step, product_step, weight_step


@forward_steps.register
def _(layer: Conv2D, place: LayerPlace) -> Iterator[Outline]:
    W, A_prev = place.name("W"), place.input_name
    (down, across), ((top, _), (left, _)) = layer.stride, layer.frame

    def pairs(index: Index) -> list[tuple[Cell, Cell]]:
        """z_fij = sum over c, u, v of w_fcuv a_c,(i s + u - p),(j s + v - p) + b_f"""
        f, i, j, n = index
        under = taps(layer, i, j)
        return [(Cell(W, (f, *tap)), Cell(A_prev, (*pixel, n))) for tap, pixel in under]

    def entries(index: Index) -> str:
        f, i, j, n = index
        rows, columns = letter_plus("u", i * down - top), letter_plus("v", j * across - left)
        weight, pixel = indexed(W, f + 1, "c", "u", "v"), indexed(A_prev, "c", rows, columns, n + 1)
        return rf"\sum_{{c,u,v}} {weight} {pixel}"

    yield product_step(layer, place, f"{matrix(W)} * {matrix(A_prev)}", entries, pairs)
    yield activation_step(layer, place)


@backward_steps.register
def _(layer: Conv2D, place: LayerPlace) -> Iterator[Outline]:
    yield filter_step(layer, place)
    if layer.use_bias:
        yield bias_step(layer, place, shared=layer.shared_bias)
    if place.below is not None:
        yield pixel_step(layer, place)


def filter_step(layer: Conv2D, place: LayerPlace) -> Outline:
    """dW[l] = 1/m sum over all places of dz times the patch that lay under the filter"""
    dZ, A_prev = place.name("dZ"), place.input_name

    def pairs(index: Index) -> list[tuple[Cell, Cell]]:
        f, *tap = index
        return [
            (Cell(dZ, (f, i, j, n)), Cell(A_prev, (*pixel, n)))
            for n in range(place.machine.m)
            for i, j in np.ndindex(*layer.output_shape[1:])
            for under, pixel in taps(layer, i, j)
            if under == tuple(tap)
        ]

    def entries(index: Index) -> str:
        f, c, *offsets = index
        rows, columns = (
            letter_plus(f"{stride}{x}" if stride > 1 else x, offset - before - stride + 1)
            for x, offset, stride, (before, _) in zip(
                "pq", offsets, layer.stride, layer.frame, strict=True
            )
        )
        slope, pixel = indexed(dZ, f + 1, "p", "q", "i"), indexed(A_prev, c + 1, rows, columns, "i")
        return rf"\sum_{{p,q,i}} {slope} {pixel}"

    slopes = rf"dZ_{{p,q}}^{{[{place.number}](i)}}"
    sums = rf"\sum_{{p,q,i}} {slopes} \cdot \text{{patch}}_{{p,q}}^{{(i)}}"
    return weight_step(layer, place, sums, entries, pairs)


def pixel_step(layer: Conv2D, place: LayerPlace) -> Outline:
    """dA[l-1]: for each pixel the sum of w dz over all places that saw it"""
    W, dZ, A_prev = place.name("W"), place.name("dZ"), place.input_name

    def explain(index: Index, look: Look) -> Why:
        *pixel, n = index
        pairs = [
            (Cell(W, (f, *tap)), Cell(dZ, (f, i, j, n)))
            for f, i, j in np.ndindex(*layer.output_shape)
            for tap, under in taps(layer, i, j)
            if under == tuple(pixel)
        ]
        numbers, sources = products(pairs, look)
        weight, slope = indexed(W, "f", pixel[0] + 1, "u", "v"), indexed(dZ, "f", "p", "q", n + 1)
        formula = rf"{entry(Cell(f'd{A_prev}', index))} = \sum_{{f,u,v}} {weight} {slope}"
        return Why(formula, numbers, sources)

    operands: dict[str, Reader] = {W: place.parameter("W"), dZ: lambda: layer.dZ}
    layer_above = f"[{place.number}]"
    right = rf"\sum_{{f,u,v}} W_{{f,u,v}}^{{{layer_above}}} dZ_{{f}}^{{{layer_above}}}"
    return input_slope_step(place, right, operands, explain)


@forward_steps.register
def _(layer: MaxPool2D, place: LayerPlace) -> Iterator[Outline]:
    A, A_prev = place.name("A"), place.input_name
    operands: dict[str, Reader] = {A_prev: lambda: layer.A_prev}
    rows, columns = layer.size
    formula = rf"{matrix(A)} = \max_{{{rows} \times {columns}}} {matrix(A_prev)}"

    def explain(index: Index, look: Look) -> Why:
        square = [Cell(A_prev, at) for at in square_of(layer, index)]
        names = ", ".join(map(entry, square))
        numbers = [look(cell) for cell in square]
        largest = Term(rf"\max({', '.join(map(number, numbers))})", max(numbers))
        formula = rf"{entry(Cell(A, index))} = \max({names})"
        return Why(formula, largest, tuple(square))

    yield Outline("forward", place.number, A, formula, operands, lambda: layer.A, explain)


@backward_steps.register
def _(layer: MaxPool2D, place: LayerPlace) -> Iterator[Outline]:
    dA, A_prev = place.name("dA"), place.input_name
    if place.below is None:
        return

    def explain(index: Index, look: Look) -> Why:
        """da of the square for its largest pixel (the first of equals), 0 for the others"""
        left = f"{entry(Cell(f'd{A_prev}', index))} = "
        squares = {
            Cell(dA, output): [Cell(A_prev, at) for at in square_of(layer, output)]
            for output in squares_over(layer, index)
        }
        seen = tuple(dict.fromkeys(cell for square in squares.values() for cell in square))
        slopes = [s for s, square in squares.items() if max(square, key=look).index == index]
        if not slopes:
            why = r"0 \quad \text{(not the largest)}" if squares else "0"
            return Why(left + why, figure(0.0), seen)
        numbers = filled_sum([figure(look(slope)) for slope in slopes])
        return Why(left + " + ".join(map(entry, slopes)), numbers, (*slopes, *seen))

    operands: dict[str, Reader] = {dA: lambda: layer.dA, A_prev: lambda: layer.A_prev}
    right = rf"{matrix(dA)} \text{{ at the largest of each square, else }} 0"
    yield input_slope_step(place, right, operands, explain)


def taps(layer: Conv2D, i: int, j: int) -> Iterator[tuple[Index, Index]]:
    """The filter's entries (c, u, v) with the pixels (c, row, column) they lie on at output (i, j).

    Entries that lie on the padding are left out: they meet zeros.
    """
    channels, height, width = layer.input_shape
    (down, across), ((above, _), (before, _)) = layer.stride, layer.frame
    for c, u, v in np.ndindex(channels, *layer.kernel_size):
        row, column = i * down - above + u, j * across - before + v
        if 0 <= row < height and 0 <= column < width:
            yield (c, u, v), (c, row, column)


def square_of(layer: MaxPool2D, index: Index) -> list[Index]:
    """The pixels that an output of the pooling is the largest of, row by row."""
    c, i, j, n = index
    down, across = layer.stride
    return [(c, i * down + u, j * across + v, n) for u, v in np.ndindex(layer.size)]


def squares_over(layer: MaxPool2D, index: Index) -> Iterator[Index]:
    """The outputs of the pooling whose squares a pixel is part of."""
    c, *pixel, n = index
    sides = zip(pixel, layer.size, layer.stride, layer.output_shape[1:], strict=True)
    first_to_last = (
        range(max(0, (at - size) // stride + 1), min(at // stride + 1, places))
        for at, size, stride, places in sides
    )
    return ((c, i, j, n) for i, j in product(*first_to_last))


def letter_plus(letter: str, offset: int) -> str:
    """An index such as u, u+2 or u-1."""
    return f"{letter}{offset:+d}" if offset else letter
