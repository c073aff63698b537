"""What a question says of itself and of an answer: the kind, how it went, and how often."""

from __future__ import annotations

from engine.counted import counted
from tutor.assessment.verdicts import Verdict
from tutor.plots.numbers import percent

ASKS = {
    "single": "Choose one",
    "multiple": "Tick all that apply",
    "numeric": "A number",
    "shape": "A shape",
    "expression": "A formula",
    "order": "Put in order",
    "match": "Match",
    "cloze": "Fill the gaps",
    "predict": "Predict first",
}
"""What each kind of question asks for."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def headline(verdict: Verdict, tries: int, hints: int, shown: bool) -> str:
    """Return in Markdown what the answer was worth; if right, also how it was come by."""
    match verdict.outcome:
        case "right":
            return f"**✔ Right**{_way_here(tries, hints, shown)}"
        case "partly":
            return f"**◐ Partly: {percent(verdict.score)} % of it**"
    return "**✘ Not yet**" if verdict.guess is None else "**✘ Not what comes out**"


def _way_here(tries: int, hints: int, shown: bool) -> str:
    """Return how the answer was come by, where it was not the first one and without help."""
    said = [f"{_ordinal(tries)} try"] if tries > 1 else []
    said += [counted(hints, "hint")] if hints else []
    said += ["after it was shown"] if shown else []
    return f", {', '.join(said)}" if said else ""


def standing(best: float | None, tries: int, shown: bool, closed: bool) -> str:
    """Return where a question stands: solved, at which try, shown, or how good so far."""
    if best == 1:
        return "✔ solved"
    if tries and not closed:
        return f"{_ordinal(tries + 1)} try"
    if shown:
        return "shown"
    return f"best so far {percent(best)} %" if best else ""


def _ordinal(number: int) -> str:
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
