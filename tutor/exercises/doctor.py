"""The training doctor: a run that is ill, the looks that tell, the cause, and treatments tried.

What is judged of a treatment is the run with it: any that recovers is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.assessment.parts import Option, OrderStep
from tutor.assessment.questions import Order, Single
from tutor.exercises.doctor_names import as_settings

if TYPE_CHECKING:
    from tutor.exercises.model import Exercise
    from tutor.exercises.written import WrittenDoctor
    from tutor.runs.run import LiveRun

_LOW = frozenset({"loss", "val_loss", "ece", "val_ece", "rmse", "val_rmse", "mae", "val_mae"})
"""The figures that are better the lower they are."""
_SHARES = frozenset({"accuracy", "val_accuracy", "top2", "val_top2"})


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a run: whether it is well, and what shows it."""

    recovered: bool
    message: str


def case_of(exercise: Exercise) -> WrittenDoctor:
    """Return what is written of the case; raises ValueError for an exercise of another kind."""
    if exercise.doctor is None:
        raise ValueError(f"{exercise.name} is no case for the training doctor")
    return exercise.doctor


def ill_run(exercise: Exercise) -> LiveRun:
    """Return the run with its ailment, not yet trained."""
    return _run(exercise, {})


def treated_run(exercise: Exercise, treatment: int) -> LiveRun:
    """Return the run with a treatment, by its place in the list."""
    return _run(exercise, case_of(exercise).repair[treatment].settings)


def _run(exercise: Exercise, changes: Mapping[str, Any]) -> LiveRun:
    from tutor.runs.run import LiveRun

    settings = {**case_of(exercise).run, **changes}
    if "csv" in settings:
        settings["csv"] = str(exercise.folder / settings["csv"])
    return LiveRun(as_settings(settings))


def judged(exercise: Exercise, run: LiveRun) -> Recovery:
    """Return whether a run that was trained to its end is well."""
    case, snapshot = case_of(exercise), run.snapshot
    ailing = next((found for found in run.findings if found.symptom == case.finding), None)
    if snapshot is None or snapshot.diverged:
        return Recovery(False, "It diverges: the loss is no number any more.")
    told, reached = [], True
    for name, bound in case.recovers.items():
        value = getattr(snapshot, name)
        good = value is not None and (value <= bound if name in _LOW else value >= bound)
        reached = reached and good
        least = "at most" if name in _LOW else "at least"
        title = name.replace("val_", "validation ").replace("_", " ")
        told.append(f"{title} {_figure(name, value)}, asked for {least} {_figure(name, bound)}")
    figures = "; ".join(told)
    if reached and ailing is None:
        return Recovery(True, f"It recovers: {figures}.")
    still = f" What ails it is still there: {ailing.what}" if ailing else ""
    return Recovery(False, f"It does not recover: {figures}.{still}")


def unproven(exercise: Exercise) -> Iterator[str]:
    """Yield what does not hold of a case: that it is ill as it says, and that its cure cures."""
    from tutor.runs.views import views_of

    case = case_of(exercise)
    try:
        ill = trained(ill_run(exercise))
        found = [finding.symptom for finding in ill.findings]
        if case.finding not in found:
            yield f"finding: {case.finding} is not found, but {', '.join(found) or 'nothing'}"
        if judged(exercise, ill).recovered:
            yield "recovers: the run with its ailment does so already"
        if strange := [view for view in case.symptoms if view not in views_of(ill)]:
            yield f"symptoms: {', '.join(strange)} cannot be shown of this run"
        for place, treatment in enumerate(case.repair):
            recovery = judged(exercise, trained(treated_run(exercise, place)))
            if treatment.cures and not recovery.recovered:
                yield f"repair[{place}]: it is to cure, and {recovery.message}"
    except ValueError as error:
        yield f"the run cannot be begun: {error}"


def trained(run: LiveRun) -> LiveRun:
    """Train a run to its end, and return it."""
    from tutor.runs.goal import Goal

    run.burst(Goal(), lambda: False, lambda: None)
    return run


def _figure(name: str, value: float | None) -> str:
    from tutor.plots.numbers import percent, shown

    if value is None:
        return "not measured"
    return f"{percent(value, 1)} %" if name in _SHARES else shown(value, 3)


def looks_question(exercise: Exercise) -> Order:
    """Return the question which look to take first."""
    steps = tuple(
        OrderStep(text=look.text, feedback=look.tells) for look in case_of(exercise).tests
    )
    return Order(
        id="looks",
        kind="order",
        prompt="Which look would tell you most, and which least? Put them in order.",
        steps=steps,
        right="So would a doctor: first what tells most and costs least.",
        otherwise="What would each look tell you of this run, and what would it leave open?",
    )


def cause_question(exercise: Exercise) -> Single:
    """Return the question what ails the run."""
    return Single(
        id="cause",
        kind="single",
        prompt="What ails this run?",
        options=case_of(exercise).causes,
        hints=exercise.hints,
        solution=exercise.explanation or None,
    )


def repair_question(exercise: Exercise) -> Single:
    """Return the question what to do; an answer to it is judged by running."""
    options = tuple(
        Option(text=treatment.text, correct=treatment.cures, feedback=treatment.text)
        for treatment in case_of(exercise).repair
    )
    return Single(
        id="repair",
        kind="single",
        prompt="Choose a treatment: the run is trained with it from the start.",
        options=options,
    )


def tables_of(case: WrittenDoctor) -> frozenset[str]:
    """Return the names of the tables that the case learns from."""
    settings = [case.run, *(treatment.settings for treatment in case.repair)]
    return frozenset(str(each["csv"]) for each in settings if each.get("csv"))
