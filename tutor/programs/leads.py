"""What is said of a run beside its numbers: how it ended, and which key leads to what is known."""

from __future__ import annotations

from tutor.programs.looking import CodeLook, Judgement
from tutor.programs.recorded import Recorded

AGAINST = (
    "Press a and say which network it means to be: 2,5,3 relu, or a preset such as xor. It is "
    "compared then."
)
SLOPES_ALONE = "How they are used, and what is done to the data, a compares with the engine."
NUDGED = "The parameters were nudged; what came of it stands above."
WHY_HERE = "w asks why a number is what it is"
NEXT_THERE = "; n goes on to the next"
FOUND_BEFORE = "Nothing more is found here; n goes back to what was found."
LEADS = "n goes to what is wrong."
NOTHING = (
    "The program computes nothing with numbers. If it only defines functions, press o and name "
    "a call behind the file: net.py train(X, Y)"
)
COMPARING = "Still looking the whole run through: what is found is told here. You can walk already."
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
