"""Which names mean slopes since what else they say is changed: dgamma where gamma is."""

from __future__ import annotations

import re

from tutor.programs.expressions import sign
from tutor.programs.recorded import Event, Recorded

_WORD = re.compile(r"""(?:\[\s*["']([^"'\[\]]+)["']\s*\]|([A-Za-z_]\w*))$""")
_FORMS = ("d{}", "d_{}", "g_{}", "g{}", "grad_{}", "{}_grad", "{}_gradient", "nabla_{}")
_ALONE = {"grad", "gradient"}


def last_word(name: str) -> str:
    """Return the last word of a name: "gamma" of self.gamma and of params["gamma"]; "" if none."""
    found = _WORD.search(name.strip())
    return (found[1] or found[2]) if found else ""


def slope_words(recorded: Recorded) -> set[str]:
    """Return the words for slopes of all that a program changes by sums and differences."""
    changed = {last_word(event.name or "") for event in recorded.operations if is_step(event)}
    return {each for word in changed if word for each in slope_names(word)} | _ALONE


def slope_names(word: str) -> set[str]:
    """Return what the slope of something is called: dgamma, grad_gamma of gamma."""
    return {form.format(word) for form in _FORMS}


def is_step(event: Event) -> bool:
    """Whether something is added to what a name stood for, or taken from it."""
    if not event.name or not event.operands:
        return False
    if event.place.kind == "change":
        return "-=" in event.place.text or "+=" in event.place.text
    before = last_word(event.operands[0].place.text)
    return sign(event.place.text) in ("Sub", "Add") and before == last_word(event.name)
