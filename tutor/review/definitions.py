"""Makes a question of a definition: which term is it that is defined so?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tutor.assessment.parts import ForeseenText, Gap
from tutor.assessment.questions import Cloze
from tutor.course.glossary import Definition
from tutor.review.schedule import term_id

OTHERS = 3  # terms offered beside the right one
_GAP = "term"


def cloze_of(definition: Definition, others: Sequence[Definition], seed: int) -> Cloze:
    """Return the definition with its term left out, and terms to choose from.

    `others` are the definitions that false terms are taken from; each seed takes its own.
    """
    random = Random(f"{definition.term}/{seed}")
    known = {definition.term.casefold()}
    pool = [each for each in others if each.term.casefold() not in known]
    false = random.sample(pool, min(OTHERS, len(pool)))
    options = [definition.term, *(each.term for each in false)]
    random.shuffle(options)
    return Cloze(
        id=term_id(definition.term),
        kind="cloze",
        prompt="Which term is this?",
        text=f"[[{_GAP}]]: {_without(definition.text, definition.term)}",
        gaps={
            _GAP: Gap(
                answer=definition.term,
                options=tuple(options) if false else (),
                wrong=tuple(
                    ForeseenText(value=each.term, feedback=f"{each.term} is: {each.text}")
                    for each in false
                ),
                right=f"Right: {definition.term}.",
                otherwise="That is another term.",
            )
        },
    )


def _without(text: str, term: str) -> str:
    """Return a text in which a term is not named."""
    return re.sub(rf"\b{re.escape(term)}(?:e?s)?\b", "…", text, flags=re.IGNORECASE)
