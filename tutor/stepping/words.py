"""What an operation of a network does, in a sentence."""

from __future__ import annotations

import numpy as np

from engine.trace import Step
from tutor.stepping.focus import base_of

FORWARD = {
    "Z": "Each unit's weighted sum of what comes in, plus its bias.",
    "A": "The activation, number by number.",
    "M": "Which units stay on in this step, and which are off.",
    "mu": "The mean of each unit over the batch.",
    "var": "How far each unit spreads over the batch.",
}
BACKWARD = {
    "A": "Slopes go back along the same weights that the numbers came by.",
    "Z": "Through the activation: times its own slope.",
    "W": "The error a weight feeds times what came in by it, averaged over the examples.",
    "b": "The error of the unit, averaged over the examples.",
    "gamma": "The slope by each unit's scale.",
    "beta": "The slope by each unit's shift.",
}
LOSS_SLOPE = "How the loss of each example moves with the output."
FUSED = "Loss and output together: what came out less what should have."
SHARED_BIAS = "The errors of all units that share the bias, averaged over the examples."
COST = "How wrong the outputs are, averaged over the examples."
REMEMBERED = "What the optimizer remembers of the gradients so far."
UPDATED = "A step downhill: against the slope, as far as the learning rate says."


def sentence(step: Step) -> str:
    """Return a sentence about the step; "" where there is none."""
    base = base_of(step.name)
    if step.phase == "loss":
        return COST if step.name == "J" else ""
    if step.phase == "update":
        return REMEMBERED if "_" in step.name else UPDATED if base in BACKWARD else ""
    if step.phase == "backward" and "Y" in step.operands:
        return LOSS_SLOPE if base == "A" else FUSED
    if step.phase == "backward" and base == "b" and _is_shared(step):
        return SHARED_BIAS
    return (BACKWARD if step.phase == "backward" else FORWARD).get(base, "")


def _is_shared(step: Step) -> bool:
    """Whether the slope of a bias is that of one for several units."""
    slopes = step.operands[f"dZ[{step.layer}]"]
    return len(np.asarray(slopes)) > len(np.asarray(step.value)) == 1
