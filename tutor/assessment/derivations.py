"""Marks a typed formula: right in any equivalent form, and told what is wrong where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import isclose

from engine.formula import FormulaError, Node, parse, strangers, unknown_name, walk
from tutor.assessment.expression import (
    Computed,
    RandomDraw,
    compute,
    proportional,
    ratios,
    same,
    samples,
)
from tutor.assessment.misconceptions import Variant, repairs, slips
from tutor.assessment.questions import Expression
from tutor.assessment.values import text_of
from tutor.assessment.verdicts import Feedback, Verdict
from tutor.formulas.numbers import spell

WORK = 300_000  # numbers computed in search of a mistake; bounds the time for monstrous formulas

_WHY_NOT = "a division by zero, the logarithm of a negative number?"


def mark_expression(question: Expression, answer: object) -> Verdict:
    """Return the verdict on a typed formula.

    Raises FormulaError for one that cannot be read or uses names that are not there.
    """
    tree = parse(text_of(answer, "Type a formula."))
    drawn = list(samples(question.inputs))
    known = drawn[0].names
    for name in strangers(tree, known):
        raise FormulaError(unknown_name(name, known))
    wanted = compute(parse(question.answer), drawn)
    if why := _incomputable(wanted, drawn[0]):
        raise FormulaError(f"The formula {question.answer} of this question has no value: {why}")
    given = compute(tree, drawn)
    if same(given, wanted):
        return Verdict(1.0, "right", (Feedback(question.right, None, "right"),))
    if _single(wanted) and _single(given) and same(given.flat(), wanted.flat()):
        note = f"The value is right; the reference keeps it in the shape {wanted.values[0].shape}."
        said = (Feedback(question.right, None, "right"), Feedback(note, None, "right"))
        return Verdict(1.0, "right", said)
    texts = _said(question, tree, given, wanted, drawn)
    return Verdict(0.0, "wrong", tuple(Feedback(text) for text in texts))


def _incomputable(wanted: Computed, sample: RandomDraw) -> str:
    if wanted.mismatch:
        return _misfit(wanted, sample)
    return "" if wanted.finite else _WHY_NOT


def _single(computed: Computed) -> bool:
    return not computed.mismatch and all(value.size == 1 for value in computed.values)


def _said(
    question: Expression, tree: Node, given: Computed, wanted: Computed, drawn: Sequence[RandomDraw]
) -> list[str]:
    """Return what is said about a wrong formula, the most telling thing first."""
    for wrong in question.wrong:
        mistaken = parse(wrong.value)
        if mistaken == tree or same(given, compute(mistaken, drawn)):
            return [wrong.feedback]
    said = []
    if given.mismatch:
        said.append(_misfit(given, drawn[0]))
        said += _first(_found(repairs(tree), tree, wanted, drawn, proportional))
    elif not given.finite:
        said.append(f"For some inputs this has no value, or one too large: {_WHY_NOT}")
    else:
        said += _first(_diagnoses(question, tree, given, wanted, drawn))
        if given.values[0].shape != wanted.values[0].shape:
            yours, due = (drawn[0].in_letters(each.values[0].shape) for each in (given, wanted))
            said.append(f"Your formula has the shape {yours}; {due} is wanted.")
    return [*said, question.otherwise]


def _first(texts: Iterator[str]) -> list[str]:
    return list(islice(texts, 1))


def _diagnoses(
    question: Expression, tree: Node, given: Computed, wanted: Computed, drawn: Sequence[RandomDraw]
) -> Iterator[str]:
    """Yield what explains the values of a wrong formula, the likeliest first."""
    for factors, said in _scalings(drawn):
        if same(given, wanted.scaled(factors)):
            yield said
    reference = parse(question.answer)
    yield from _found(slips(reference), reference, given, drawn)
    if same(given.turned(), wanted):
        yield "The values are right and lie on their side: transpose the result."
    yield from _found(repairs(tree), tree, wanted, drawn)
    if proportional(given, wanted):
        first, *others = ratios(given, wanted)
        if all(isclose(first, other, rel_tol=1e-6) for other in others):
            times = f"{spell(first, 4)} times"
            yield f"Your result is {times} the right one: a constant factor is wrong."


def _scalings(drawn: Sequence[RandomDraw]) -> Iterator[tuple[list[float], str]]:
    yield [-1.0] * len(drawn), "The sign of the whole is wrong."
    for letter in drawn[0].sizes:
        sizes = [float(sample.sizes[letter]) for sample in drawn]
        yield (
            sizes,
            f"Your result is {letter} times too large: the factor 1/{letter} is missing.",
        )
        yield (
            [1.0 / size for size in sizes],
            f"Your result is {letter} times too small: 1/{letter} stands in it once too often.",
        )


def _found(
    variants: Iterator[Variant],
    tree: Node,
    target: Computed,
    drawn: Sequence[RandomDraw],
    alike: Callable[[Computed, Computed], bool] = same,
) -> Iterator[str]:
    """Yield what is said of each variant that comes to the target."""
    nodes = sum(1 for _ in walk(tree))
    largest = max(100, *(value.size for value in drawn[0].names.values()))
    trials = max(WORK // (len(drawn) * nodes * largest), 1)
    for variant, said in islice(variants, trials):
        try:
            if alike(compute(variant, drawn), target):
                yield said
        except FormulaError:
            continue  # this variant makes no sense, such as @ between two numbers


def _misfit(given: Computed, sample: RandomDraw) -> str:
    """Return which shapes met where they do not fit, in letters."""
    assert given.mismatch is not None
    left, right = (sample.in_letters(s) for s in (given.mismatch.left, given.mismatch.right))
    operator = given.mismatch.operator
    if operator == "@":
        columns = sample.counted(given.mismatch.left[-1], "column")
        rows = sample.counted(given.mismatch.right[0], "row")
        meet = "meets" if columns.startswith("1 ") else "meet"
        return f"`@` cannot join {left} and {right}: {columns} {meet} {rows}."
    return (
        f"`{operator}` cannot join {left} and {right}: "
        "each pair of sizes must be equal, or one of the two 1."
    )
