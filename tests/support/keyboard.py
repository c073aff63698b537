"""Answers questions the way a learner does: with keys only."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot
from waiting import until

from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.choice import ChoiceField
from tutor.widgets.fields.cloze import ClozeField, TurnedGap
from tutor.widgets.fields.match import MatchField
from tutor.widgets.fields.order import OrderField
from tutor.widgets.question import QuestionView


async def answer(pilot: Pilot[Any], view: QuestionView, question: Question, given: Any) -> Verdict:
    """Focus the question's field, put `given` in by keys, commit, and return the verdict."""
    before = view.verdict
    view.focus_field()
    await pilot.pause()
    match question.kind:
        case "single":
            await pilot.press(str(given + 1), "enter")
        case "multiple":
            ticked = set(view.query_one(ChoiceField).answer)
            await pilot.press(*(str(index + 1) for index in sorted(ticked ^ {*given})), "enter")
        case "predict" if question.options:
            await pilot.press(str(given + 1), "enter")
        case "order":
            await _carry_into_order(pilot, view.query_one(OrderField), given)
        case "match":
            await _turn_to_partners(pilot, view.query_one(MatchField), given)
        case "cloze":
            await _fill_gaps(pilot, view.query_one(ClozeField), given)
        case _:
            await pilot.press("end", "ctrl+u", *given, "enter")
    await until(pilot, lambda: view.verdict not in (None, before))
    assert view.verdict is not None
    return view.verdict


async def _carry_into_order(pilot: Pilot[Any], field: OrderField, wanted: list[int]) -> None:
    for place, step in enumerate(wanted):
        here = field.answer.index(step)
        await pilot.press(*["down"] * ((here - field.cursor) % field.count))
        await pilot.press("space", *["up"] * (here - place), "space")
    assert field.answer == wanted
    await pilot.press("enter")


async def _turn_to_partners(pilot: Pilot[Any], field: MatchField, wanted: list[int]) -> None:
    for row, partner in enumerate(wanted):
        while field.cursor != row and not field.is_kept(row):
            await pilot.press("down")
        while field.answer[row] != partner:
            await pilot.press("right")
    assert field.answer == wanted
    await pilot.press("enter")


async def _fill_gaps(pilot: Pilot[Any], field: ClozeField, wanted: dict[str, str]) -> None:
    for line, name in zip(list(field.query("AnswerLine, TurnedGap")), field.answer, strict=True):
        if line.disabled:  # it was right before
            continue
        line.focus()
        await pilot.pause()
        if isinstance(line, TurnedGap):
            while line.value != wanted[name]:
                await pilot.press("right")
        else:
            await pilot.press("end", "ctrl+u", *wanted[name])
    assert field.answer == wanted
    await pilot.press("enter")
