"""The account of one example: every number of the perceptron's rule."""

from __future__ import annotations

from engine.perceptron import Correction
from tutor.live.perceptron.run import Run, SeparatingLine
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import shown


def account(run: Run, step: int) -> Picture:
    """Return what the last example of the `step` did, number by number."""
    if not step:
        return [
            [Span(run.name, bold=True)],
            [],
            [Span("Nothing looked at yet.", "muted")],
            *_weights(run.line(0)),
            [],
            [Span("z = 0 everywhere: all answers are 1.", "muted")],
        ]
    correction = run.corrections[step - 1]
    before, after = run.line(step - 1), run.line(step)
    learned = _learned(run, correction, before) if correction.mistaken else _kept()
    return [
        [Span(run.name, bold=True), Span(f"   epoch {correction.epoch}   "), *_marks(run, step)],
        [],
        *_answer(run, correction, before),
        *learned,
        [],
        *_weights(after),
        _ending(run, step, correction),
    ]


def _answer(run: Run, correction: Correction, before: SeparatingLine) -> Picture:
    x1, x2 = run.X[:, correction.example].tolist()
    z = shown(before.z(x1, x2))
    sums = f"{shown(before.w1)}·{shown(x1)} + {shown(before.w2)}·{shown(x2)} + {shown(before.b)}"
    sums = sums.replace("+ −", "− ")
    side = "≥" if correction.y else "<"
    return [
        [Span("x = "), Span(f"({shown(x1)}, {shown(x2)})", bold=True)],
        [Span(f"z = {sums} = "), Span(z, bold=True)],
        [Span(f"z {side} 0, so y = "), Span(shown(correction.y), bold=True)],
        [Span("target t = "), Span(shown(correction.target), bold=True), *_verdict(correction)],
    ]


def _verdict(correction: Correction) -> Row:
    return [Span("   ✘ mistaken", "wrong") if correction.mistaken else Span("   ✔ right", "right")]


def _kept() -> Picture:
    return [[], [Span("The line stays where it is.", "muted")], [], []]


def _learned(run: Run, correction: Correction, before: SeparatingLine) -> Picture:
    """Return the update of each number: w := w + lr (t - y) x."""
    x1, x2 = run.X[:, correction.example].tolist()
    e = correction.target - correction.y
    factor = shown(e) if run.learning_rate == 1 else f"{shown(run.learning_rate)}·{_inside(e)}"
    rows: Picture = [[Span(f"e = t − y = {shown(e)}")]]
    changes = [("w1", before.w1, x1), ("w2", before.w2, x2), ("b ", before.b, None)]
    for name, value, x in changes:
        product = factor if x is None else f"{factor}·{_inside(x)}"
        there = value + run.learning_rate * e * (1.0 if x is None else x)
        sign, product = ("−", product[1:]) if product.startswith("−") else ("+", product)
        row: Row = [Span(f"{name} := ", "muted"), Span(f"{shown(value)} {sign} {product} = ")]
        rows.append([*row, Span(shown(there), bold=True)])
    return rows


def _inside(value: float) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def _weights(line: SeparatingLine) -> Picture:
    numbers = f"w = ({shown(line.w1)}, {shown(line.w2)})   b = {shown(line.b)}"
    return [[Span(numbers, "accent")]]


def _marks(run: Run, step: int) -> Row:
    """Return a sign for each example of the epoch: right, mistaken, or not looked at yet."""
    seen = run.corrections[(step - 1) // run.m * run.m : step]
    signs = [
        Span("✘ ", "wrong") if correction.mistaken else Span("✔ ", "right") for correction in seen
    ]
    return [*signs, Span("· " * (run.m - len(seen)), "muted")]


def _ending(run: Run, step: int, correction: Correction) -> Row:
    """Return what is known of how it ends."""
    if correction.settled:
        return [Span(f"✔ Epoch {correction.epoch} without mistake: settled.", "right")]
    if run.repeats(step):
        assert run.repeats_from
        later, earlier = run.repeats_from
        return [Span(f"After epoch {later} as after {earlier}: round for ever.", "wrong")]
    if step == len(run.corrections):
        return [Span(f"Not settled after {correction.epoch} epochs.", "partly")]
    return []
