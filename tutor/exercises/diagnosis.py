"""Says what is wrong with a program's results where no known mistake gives the same ones.

Nothing is said that does not explain every case: a rule must make of what is due just what came,
also where the two are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, permutations

from tutor.exercises import identities, layouts
from tutor.exercises.attempts import Answer, ProgramAttempt
from tutor.exercises.cases import Case
from tutor.exercises.comparing import faults_of, numbers_of, value_faults
from tutor.exercises.factors import factor
from tutor.exercises.model import Exercise
from tutor.exercises.pairs import Pairs, equal, pairs_of

_WEIGHTS = "Wwb"
"""How the names of inputs begin that have no column for each example."""
_MOST = 2
"""Sentences at once."""

RULES: tuple[Callable[[Pairs], str | None], ...] = (
    layouts.other_shape,
    layouts.transposed,
    factor,
    identities.not_finite,
    identities.cut_to_whole,
    identities.rounded,
    layouts.summed_up,
    layouts.not_gathered,
    layouts.wrong_axis,
    layouts.normalised_across,
    layouts.stretched,
    identities.step_alone,
    identities.input_missing,
    identities.simple_function,
    identities.left_out,
)


def diagnosis(exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]) -> str:
    """Return in a sentence or two what explains every failing case; "" where nothing known does."""
    answers = tried.answers
    if said := _of_returning(exercise, answers, tried.output):
        return said
    if any(each.error or each.is_none or each.wrong_count or each.odd for each in answers):
        return ""
    if said := _of_changing(exercise, answers, cases):
        return said
    found = pairs_of(cases, answers, exercise.tolerance)
    wrong = {name: pairs for name, pairs in found.items() if not all(p.is_right for p in pairs)}
    if not wrong:
        return ""
    if said := _of_order(found, wrong):
        return said
    return _of_constants(wrong) or " ".join(islice(_explained(wrong), _MOST))


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence has them: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _explained(wrong: Mapping[str, Pairs]) -> Iterator[str]:
    """Yield what is said of the results that a rule explains, those alike together."""
    names: dict[str, list[str]] = {}
    for name, pairs in wrong.items():
        for rule in RULES:
            if text := rule(pairs):
                names.setdefault(text, []).append(name)
                break
    for text, alike in names.items():
        it = joined(alike)
        it = f"Your {it}" if text.startswith("{it}") else it
        yield text.replace("{it}", it).replace("{is}", "is" if len(alike) == 1 else "are")


def _of_returning(exercise: Exercise, answers: Sequence[Answer], output: str) -> str:
    """Nothing is given back, in all cases or in some."""
    nothing = [answer.is_none for answer in answers]
    name = exercise.function or "Your code"
    if not any(nothing) or any(answer.error for answer in answers):
        return ""
    if all(nothing):
        if output.strip():
            return f"{name} prints, and gives back None: end with return in place of print."
        return ""
    return f"{name} gives back None in some cases: one of its ways ends without return."


def _of_changing(exercise: Exercise, answers: Sequence[Answer], cases: Sequence[Case]) -> str:
    """All results are right, and an input was changed on the way."""
    changed: set[str] = set()
    for case, answer in zip(cases, answers, strict=True):
        if value_faults(exercise, case, answer):
            return ""
        changed |= {*faults_of(exercise, case, answer)}
    names = " and ".join(sorted(changed))
    return (
        f"What comes back is right, but your code changes its input {names} on the way: in place "
        "of `x -= y` or `x[...] = y`, make a new array."
    )


def _of_order(found: Mapping[str, Pairs], wrong: Mapping[str, Pairs]) -> str:
    """The results are right and stand in another order."""
    names = [*wrong]
    if not 2 <= len(names) <= 4:
        return ""
    for order in permutations(names):
        if all(a != b for a, b in zip(order, names, strict=True)) and all(
            _is_other(found[here], found[there]) for here, there in zip(names, order, strict=True)
        ):
            return (
                f"The results are right, but in another order: {', '.join(found)} is asked, and "
                f"where {names[0]} should stand comes {order[0]}."
            )
    return ""


def _is_other(here: Pairs, there: Pairs) -> bool:
    return all(a.equals(b.due) for a, b in zip(here, there, strict=True))


def _of_constants(wrong: Mapping[str, Pairs]) -> str:
    """The answer does not depend on the inputs."""
    for name, pairs in wrong.items():
        first = pairs[0]
        differ = any(not equal(pair.due, first.due, pair.tolerance) for pair in pairs)
        same = all(pair.equals(first.have) for pair in pairs)
        if len(pairs) > 2 and differ and same and first.have.size:
            shown = ": the answer to the example that is shown" if first.is_right else ""
            return f"{name} is the same whatever the inputs are{shown}. Compute it from them."
    return ""


def single_columns(exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]) -> str:
    """Say that it is right for one example and for no more, if that is so; else ""."""
    pairs = zip(cases, tried.answers, strict=True)
    passed = [not faults_of(exercise, case, answer) for case, answer in pairs]
    if not any(passed) or passed.count(False) < 2:
        return ""
    for name in (name for name in cases[0].inputs if name[0] not in _WEIGHTS):
        arrays = [numbers_of(case.inputs.get(name)) for case in cases]
        columns = [each.shape[1] for each in arrays if each is not None and each.ndim == 2]
        if len(columns) == len(cases) and [count == 1 for count in columns] == passed:
            return f"It is right where {name} has one column, and wrong where it has more."
    return ""
