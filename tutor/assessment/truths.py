"""The truth of a prediction, computed by the engine: a graph, a formula, a training run."""

from __future__ import annotations

from functools import lru_cache

from engine.formula import FormulaError
from tutor.assessment.parts import Compute, PredictedTraining
from tutor.formulas.arithmetic import number


def truth(compute: Compute) -> float:
    """Return the number that a prediction is about, as the engine computes it.

    Raises FormulaError when the graph, the training or what is wanted of it does not exist.
    """
    if compute.formula is not None:
        return number(compute.formula)
    if compute.training is not None:
        return _of_training(compute.training, compute.wanted or "")
    return _of_graph(compute)


def _of_graph(compute: Compute) -> float:
    from engine.formula import FormulaError
    from engine.graph import Graph

    inputs = {name: number(value) for name, value in compute.inputs.items()}
    try:
        steps = Graph.parse(compute.graph or "", inputs).steps(inputs)
    except FormulaError as error:
        raise FormulaError(f"The graph cannot be computed: {error}") from None
    for step in steps:
        if step.name == compute.wanted:
            return float(step.value)
    known = ", ".join(step.name for step in steps)
    raise FormulaError(f"The graph has no step {compute.wanted}; it has {known}.")


@lru_cache(maxsize=32)
def _of_training(settings: PredictedTraining, wanted: str) -> float:
    try:
        figures = _figures(settings)
    except ValueError as error:
        raise FormulaError(f"The training cannot be run: {error}") from None
    if wanted not in figures:
        raise FormulaError(f"The training has no {wanted}; it has {', '.join(figures)}.")
    return figures[wanted]


def _figures(settings: PredictedTraining) -> dict[str, float]:
    """Return the numbers of the last snapshot of a training run, by name."""
    from engine.experiment import Experiment

    run = Experiment.of(**settings.model_dump(exclude_none=True)).start()
    *_, last = run
    numbers = {name: getattr(last, name) for name in last.__slots__}
    return {
        name: float(value)
        for name, value in numbers.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
