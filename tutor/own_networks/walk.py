"""A learner's network as its program trained it, one operation at a time beside the engine's."""

from __future__ import annotations

from dataclasses import replace

from engine.experiment import Experiment
from tutor.own_networks.own_run import OwnRun
from tutor.own_networks.verdict import OwnVerdict
from tutor.programs.looking import CodeLook
from tutor.programs.set_ups import reference_of


def look_at_step(own: OwnRun, verdict: OwnVerdict, epoch: int) -> CodeLook:
    """Return how to walk through the step that parts from the engine's, else an epoch's first."""
    last = len(own.moments)
    step = verdict.step or min(own.first_step_of(epoch), last)
    optimizer = Experiment.of(**own.settings).optimizer
    rate = optimizer.make().learning_rate if optimizer.optimizer == "sgd" else None
    return CodeLook(
        text=own.program,
        operation=own.moments[step - 1],
        reference=replace(reference_of(own.settings), rate=rate),
        message="" if verdict.is_right else verdict.sentence,
    )
