"""Mistaken variants of a formula: each one slip away from it, with what to say about the slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.formula import Apply, Name, Node, Number

TRANSPOSE_MISSING = "A transpose is missing: which matrix has to be turned?"
TRANSPOSE_TOO_MANY = "There is one transpose too many."
STAR_FOR_AT = (
    "`*` multiplies element by element. A matrix product, rows times columns, is written `@`."
)
AT_FOR_STAR = "`@` is the matrix product. Here arrays are multiplied element by element: `*`."
SWAPPED_PRODUCT = "The two sides of the matrix product have changed places: `A @ B` is not `B @ A`."

Variant = tuple[Node, str]


def slips(tree: Node) -> Iterator[Variant]:
    """Yield every formula that is one slip away from `tree`, and the name of the slip."""
    yield from _edits(tree, _slips_here)


def repairs(tree: Node) -> Iterator[Variant]:
    """Yield every formula whose shapes may fit where those of `tree` do not, and what was wrong."""
    yield from _edits(tree, _repairs_here)


def _edits(tree: Node, here: Callable[[Node], Iterator[Variant]]) -> Iterator[Variant]:
    """Yield the trees that differ from `tree` in one place, changed as `here` says."""
    yield from here(tree)
    if not isinstance(tree, Apply):
        return
    for i, argument in enumerate(tree.arguments):
        for changed, said in _edits(argument, here):
            arguments = (*tree.arguments[:i], changed, *tree.arguments[i + 1 :])
            yield Apply(tree.function, arguments, tree.options), said


def _repairs_here(node: Node) -> Iterator[Variant]:
    match node:
        case Apply("transpose", (inner,)):
            yield inner, TRANSPOSE_TOO_MANY
        case Name():
            yield Apply("transpose", (node,)), TRANSPOSE_MISSING
        case Apply("matmul" | "dot", (left, right)):
            yield Apply("matmul", (right, left)), SWAPPED_PRODUCT
            yield Apply("multiply", (left, right)), AT_FOR_STAR
        case Apply("multiply", (left, right)):
            yield Apply("matmul", (left, right)), STAR_FOR_AT


def _slips_here(node: Node) -> Iterator[Variant]:
    match node:
        case Apply("matmul" | "dot", (left, right)):
            yield Apply("multiply", (left, right)), STAR_FOR_AT
            yield Apply("multiply", (_untransposed(left), _untransposed(right))), STAR_FOR_AT
            yield Apply("matmul", (right, left)), SWAPPED_PRODUCT
        case Apply("multiply", (left, right)):
            yield Apply("matmul", (left, right)), AT_FOR_STAR
            yield left, "A factor is missing: what else is this multiplied by?"
            yield right, "A factor is missing: what else is this multiplied by?"
        case Apply("divide", (left, right)):
            yield left, "A division is missing."
            yield Apply("divide", (right, left)), "Numerator and denominator have changed places."
            yield Apply("multiply", (left, right)), "You multiply where a division is due."
        case Apply("add" | "subtract" as sign, (left, right)):
            other = "subtract" if sign == "add" else "add"
            yield Apply(other, (left, right)), "A sign inside is wrong: plus or minus?"
            yield left, "A term is missing."
            yield right, "A term is missing."
            yield Apply("subtract", (right, left)), "The difference is taken the wrong way round."
        case Apply("power", (base, exponent)):
            yield base, "A power is missing."
            yield (
                Apply("multiply", (exponent, base)),
                "A power is no multiple: write `**`.",
            )
        case Apply("transpose", (inner,)):
            yield inner, TRANSPOSE_MISSING
        case Apply("negative", (inner,)):
            yield inner, "A minus sign is missing."
        case Apply("sum" | "mean" | "max" | "min", (inner,), options):
            yield from _slips_of_a_sum(node.function, inner, dict(options))
        case Apply(function, (inner,)):
            yield inner, f"The function {function} is missing."
        case Number(value) if value not in (0.0, 1.0):
            yield Number(-value), "A sign inside is wrong: plus or minus?"


def _untransposed(node: Node) -> Node:
    match node:
        case Apply("transpose", (inner,)):
            return inner
    return node


def _slips_of_a_sum(function: str, inner: Node, options: dict[str, int]) -> Iterator[Variant]:
    other = {"sum": "mean", "mean": "sum", "max": "min", "min": "max"}[function]
    given = tuple(options.items())
    yield inner, f"The {function} is missing."
    yield Apply(other, (inner,), given), f"You take the {other} where the {function} is due."
    if "axis" in options:
        across = tuple({**options, "axis": 1 - options["axis"]}.items())
        yield (
            Apply(function, (inner,), across),
            f"The {function} runs along the wrong axis: axis=1 goes across the examples, "
            "axis=0 down the units.",
        )
        everything = tuple((key, value) for key, value in given if key != "axis")
        yield Apply(function, (inner,), everything), f"The {function} runs over too much: no axis."
    if options.get("keepdims"):
        flat = tuple((key, value) for key, value in given if key != "keepdims")
        yield (
            Apply(function, (inner,), flat),
            "One axis is lost: keepdims=True keeps the result a column or a row.",
        )
