"""What is said of a run beside its numbers: how it ended, and which key leads to what is known."""

from __future__ import annotations

from tutor.plots.arrange import shortened
from tutor.plots.cells import Span, plain
from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.moves import WalkPlace
from tutor.programs.partings import Parting
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded

AGAINST = (
    "Press a and say which network it means to be: 2,5,3 relu, or a preset such as xor. It is "
    "compared then."
)
SLOPES_ALONE = "How they are used, and what is done to the data, a compares with the engine."
STOP = "esc stops it."
STAYS = "It was stopped; what was in view before stays."
NUDGING = f"Nudging the parameters … {STOP}"
BY_SIZES = "a with the network's sizes"
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
AWAITED = "Still looking the whole run through; {} goes on as soon as that is done."
TRY = "→ goes on. / finds a name, nan, inf, shape or > 10; # goes to an iteration."
DIFFERS = "n goes to the first difference; there w asks why. → goes on by one operation."
HERE = "Here is the first difference: w asks why. → goes on by one operation."
LOST_HERE = (
    "This iteration starts from NaN or inf, so that nothing in it is compared. home, and then / "
    "with nan or inf, lead to where they begin."
)
WHY_ON = "↑ ↓ choose a part of it, w goes on to what that is made of; esc closes the answer."
NO_DIFFERENCE = "Nothing parts from the engine here."
UNCOMPARED = (
    "Nothing was compared, so there is no difference to go to: a names another network, g checks "
    "the gradients."
)
MENDED = "The difference of {} is gone. "
NOTICED_NO_MORE = "What was noticed in {} is gone. "
MEND = "Once it is mended in your editor, r runs it again."
NOTICED = "n goes to the first place that is marked with !; w asks why. → goes on by one operation."
STOPPED = "n goes to the last operation before it."
SILENT = (
    "Nothing stands out by itself{}. a compares it with the network that it means to be, g checks "
    "its gradients; → goes on by one operation."
)
WHAT_TO_FIND = "a name, nan, inf, shape for a change of it, > 10 for what is larger"
_NOT_APART = ", and more that are not told apart"
NO_LOOP = "The program goes through no loop."
_LOOP = 28
"""Characters of the head of a loop, at most."""


def turns_asked(standing: WalkPlace) -> str:
    """Return what iterations there are to go to, and how one of an inner loop is typed."""
    loops = _loops(standing)
    if not loops:
        return NO_LOOP
    (outer, last, is_cut_off), *inner = loops
    within = f"; {last // 2} 0 goes into {inner[0][0]}, too" if inner else ""
    return f"0 to {last} of {outer}{_NOT_APART * is_cut_off}{within}"


def no_such_turn(standing: WalkPlace) -> str:
    """Say how far the loops go that one can go into."""
    known = [
        f"{loop} {'is told apart up' if is_cut_off else 'goes'} to iteration {last}"
        for loop, last, is_cut_off in _loops(standing)
    ]
    return f"It does not come to that: {', in it '.join(known)}." if known else NO_LOOP


def no_turn(standing: WalkPlace, step: int) -> str:
    """Say why there is no next iteration, or none before."""
    path = standing.recorded.path(standing.operation.node)
    turns = [node for node in path if standing.recorded.nodes[node].turn is not None]
    if not turns:
        return "This stands in no loop."
    if step > 0 and any(standing.recorded.is_cut_off(node) for node in turns):
        return "This is the last iteration that is told apart; → goes on in what comes later."
    which = "loop" if len(turns) == 1 else "loop, and of those round it"
    return f"This is the {'last' if step > 0 else 'first'} iteration of the {which}."


def _loops(standing: WalkPlace) -> list[tuple[str, int, bool]]:
    """What the loops count with that one can go into, the last iteration of each that is told
    apart, and whether more may have come.
    """
    recorded = standing.recorded
    sites = [(recorded.nodes[node].site, node) for node in standing.loops]
    heads = [(site.name or site.text, node) for site, node in sites if site]
    return [
        (
            f"“{plain([shortened([Span(head)], _LOOP)])}”",
            standing.last_turn(node),
            recorded.is_cut_off(recorded.nodes[node].parent),
        )
        for head, node in heads
    ]


def lead_there(judgement: Judgement | None, standing: WalkPlace, is_asked: bool) -> str:
    """Return what there is to do where one stands: in a why, at the first difference, among NaN."""
    if is_asked and judgement is not None:
        return WHY_ON
    if judgement and judgement.is_lost_at(standing):
        return LOST_HERE
    first = judgement.first if judgement else None
    is_first = first is not None and standing.operation.number == first.event.number
    return HERE if is_first else ""


def no_difference(judgement: Judgement) -> str:
    """Say why there is no difference to go to."""
    comparison = judgement.comparison
    return UNCOMPARED if comparison is not None and not comparison.found else NO_DIFFERENCE


def mended(recorded: Recorded, before: Judgement | None, judgement: Judgement) -> str:
    """Say what is gone of what was said of the run before; "" where nothing is, or nobody knows."""
    if before is None:
        return ""
    differed = _differs_no_more(recorded.program, before.first, judgement)
    return differed or ("" if recorded.message else _noticed_no_more(recorded, before, judgement))


def _noticed_no_more(recorded: Recorded, before: Judgement, judgement: Judgement) -> str:
    """What was noticed, where less of its kind is: its numbers alone may be others."""
    now = [each.kind for each in judgement.noticed]
    was = [each.kind for each in before.noticed]
    stands = {each.message for each in judgement.noticed}
    for each in before.noticed:
        if now.count(each.kind) < was.count(each.kind) and each.message not in stands:
            return NOTICED_NO_MORE.format(recorded.program.place(each.line))
    return ""


def _differs_no_more(program: Program, before: Parting | None, judgement: Judgement) -> str:
    comparison, first = judgement.comparison, judgement.first
    if before is None or comparison is None or not comparison.found:
        return ""
    is_same = first is not None and (first.key, first.message) == (before.key, before.message)
    if is_same:
        return ""
    return MENDED.format(program.place(before.event.line))


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
        is_elsewhere = recorded.line is not None and look.right is None  # else it begins there
        return STOPPED if is_elsewhere else ""
    if look.reference or look.text:
        return TRY
    return SILENT.format("" if recorded.is_whole else " in what was kept of the run")
