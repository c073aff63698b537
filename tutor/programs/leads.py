"""What is said first of a run: how it ended, and which key leads to what is known of it."""

from __future__ import annotations

from tutor.programs.looking import CodeLook, Judgement
from tutor.programs.recorded import Recorded

TRY = "→ goes on. / finds a name, nan, inf, shape or > 10; # goes to an iteration."
DIFFERS = "n goes to the first difference; there w asks why. → goes on by one operation."
NOTICED = "n goes to the first place that is marked with !; w asks why. → goes on by one operation."
STOPPED = "n goes to the last operation before it."
SILENT = (
    "Nothing stands out by itself{}. a compares it with the network that it means to be, g checks "
    "its gradients; → goes on by one operation."
)


def told_first(look: CodeLook, recorded: Recorded, judgement: Judgement) -> tuple[str, bool]:
    """Return what is said of a run beside its numbers, and whether something went wrong."""
    wrong = recorded.message or look.nothing_there(recorded)
    said = [wrong, _lead(look, recorded, judgement, bool(wrong)), *recorded.remarks]
    return " ".join(filter(None, said)), bool(wrong)


def _lead(look: CodeLook, recorded: Recorded, judgement: Judgement, is_wrong: bool) -> str:
    """What to do first, by what is known."""
    if judgement.first:
        return "" if is_wrong else DIFFERS
    if judgement.noticed:
        return "" if is_wrong else NOTICED
    if is_wrong:
        return STOPPED if recorded.line is not None else ""
    if look.reference or look.text:
        return TRY
    return SILENT.format("" if recorded.is_whole else " in what was kept of the run")
