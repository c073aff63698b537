"""All that is wrong with a run, causes before what follows from them."""

from __future__ import annotations

from collections.abc import Callable

from tutor.runs.findings import curve, data, units
from tutor.runs.findings.evidence import Evidence
from tutor.runs.findings.finding import Finding

Rule = Callable[[Evidence], Finding | None]

_RULES: tuple[Rule, ...] = (
    data.leak,
    units.twins,
    units.exploding,
    curve.diverged,
    curve.far_above_start,
    data.label_scale,
    data.input_scale,
    units.dead,
    units.saturated,
    units.vanishing,
    curve.jumps,
    curve.too_low_a_rate,
    curve.at_the_base_rate,
    curve.gap,
    curve.never_predicted,
    data.constant,
)

SYMPTOMS = (
    *("leak", "twins", "exploding", "diverged", "far_above_start", "label_scale", "input_scale"),
    *("dead", "saturated", "vanishing", "jumps", "low_rate", "base_rate", "gap"),
    *("never_predicted", "constant"),
)
"""What findings are called."""

_FOLLOWS = {
    "twins": ("dead", "vanishing", "base_rate", "low_rate", "never_predicted", "saturated"),
    "diverged": ("dead", "far_above_start", "jumps", "gap", "never_predicted", "base_rate"),
    "far_above_start": ("jumps", "never_predicted", "gap", "low_rate", "base_rate"),
    "dead": ("vanishing", "low_rate"),
    "saturated": ("vanishing",),
    "jumps": ("low_rate",),
    "low_rate": ("base_rate", "never_predicted", "gap"),
    "vanishing": ("low_rate",),
}
"""What is not told beside a finding, because it follows from it."""


def find(evidence: Evidence) -> tuple[Finding, ...]:
    """Return what is wrong, the likeliest cause first; nothing where all is well."""
    if not evidence.inspections:
        return ()
    found = [finding for rule in _RULES if (finding := rule(evidence))]
    follows = {name for finding in found for name in _FOLLOWS.get(finding.symptom, ())}
    return tuple(finding for finding in found if finding.symptom not in follows)
