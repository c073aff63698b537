"""What the figures of a perceptron can come to: those after each correction."""

from __future__ import annotations

from tutor.live.perceptron.options import PerceptronOptions
from tutor.live.perceptron.scene import PerceptronScene, PerceptronState
from tutor.live.reaching import States


def states(options: PerceptronOptions) -> States:
    rule = PerceptronScene(options)
    return (
        rule.figures(PerceptronState(problem, step))
        for problem, run in enumerate(rule.runs)
        for step in range(len(run.corrections) + 1)
    )
