"""Answers questions the way a learner does, with keys only; no key waits for the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from monkey import send
from textual.pilot import Pilot
from waiting import come_true

from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.choice import ChoiceField
from tutor.widgets.fields.cloze import ClozeField, TurnedGap
from tutor.widgets.fields.field import AnswerLine
from tutor.widgets.fields.match import MatchField
from tutor.widgets.fields.order import OrderField
from tutor.widgets.question import QuestionView


async def focus(pilot: Pilot[Any], view: QuestionView) -> None:
    """Put the focus where the answer is given, once it is there: it comes after the text."""
    while not view.has_focus_within:
        assert view.is_attached, "the question is not there any more"
        view.focus_field()
        await pilot.pause()


async def answer(pilot: Pilot[Any], view: QuestionView, question: Question, given: Any) -> Verdict:
    """Focus the question's field, put `given` in by keys, commit, and return the verdict."""
    before = view.verdict
    await focus(pilot, view)
    await pilot.pause()
    match question.kind:
        case "single":
            send(pilot.app, [str(given + 1)])
        case "multiple":
            ticked = set(view.query_one(ChoiceField).answer)
            send(pilot.app, [str(index + 1) for index in sorted(ticked ^ {*given})])
        case "predict" if question.options:
            send(pilot.app, [str(given + 1)])
        case "order":
            send(pilot.app, [*_carry_into_order(view.query_one(OrderField), given)])
        case "match":
            send(pilot.app, [*_turn_to_partners(view.query_one(MatchField), given)])
        case "cloze":
            await _fill_gaps(pilot, view.query_one(ClozeField), given)
        case _:
            await _type(pilot, view.query_one(AnswerLine), given)
    send(pilot.app, ["enter"])
    await come_true(pilot, lambda: view.verdict not in (None, before))
    await pilot.pause()
    assert view.verdict is not None
    return view.verdict


async def _type(pilot: Pilot[Any], line: AnswerLine, text: str) -> None:
    """Type into a line, which takes letters itself while other keys go round by the app."""
    if line.value:
        send(pilot.app, ["end", "ctrl+u"])
        await come_true(pilot, lambda: not line.value)
    send(pilot.app, text)
    await come_true(pilot, lambda: line.value == text)


async def _fill_gaps(pilot: Pilot[Any], field: ClozeField, wanted: dict[str, str]) -> None:
    """Fill gap by gap; `tab` passes over those that were right before."""
    for gap, name in zip(field.query("AnswerLine, TurnedGap"), field.answer, strict=True):
        if gap.disabled:
            continue
        if not gap.has_focus:
            send(pilot.app, ["tab"])
            await come_true(pilot, lambda gap=gap: gap.has_focus)
        if isinstance(gap, TurnedGap):
            turns = _turns(gap._options, gap.value or None, wanted[name])
            send(pilot.app, ["right"] * turns)
        else:
            await _type(pilot, gap, wanted[name])


def _carry_into_order(field: OrderField, wanted: list[int]) -> Iterator[str]:
    """Lift each step to its place, from the first place down."""
    order, cursor = field.answer, field.cursor
    for place, step in enumerate(wanted):
        here = order.index(step)
        yield from ["down"] * ((here - cursor) % field.count)
        yield from ["space", *["up"] * (here - place), "space"]
        order.insert(place, order.pop(here))
        cursor = place


def _turn_to_partners(field: MatchField, wanted: list[int]) -> Iterator[str]:
    """Turn each row to its partner; the cursor passes over those that were right before."""
    chosen, partners = field.answer, field._shown
    rows = [row for row in range(field.count) if not field.is_kept(row)]
    here = rows.index(field.cursor)
    for row in rows[here:] + rows[:here]:
        yield from ["right"] * _turns(partners, chosen[row], wanted[row])
        yield "down"


def _turns(options: Sequence[Any], present: Any, wanted: Any) -> int:
    """Return how often an option has to be turned; None stands before the first of them."""
    if present is None:
        return options.index(wanted) + 1
    return (options.index(wanted) - options.index(present)) % len(options)
