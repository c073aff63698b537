"""What the curve of the loss tells: steps too long or too short, nothing learned, or by heart."""

from __future__ import annotations

from math import sqrt

import numpy as np

from engine.divergence import LOWER_THE_RATE
from tutor.plots.numbers import percent, shown
from tutor.runs.findings import cures
from tutor.runs.findings.data import has_large_inputs, has_large_labels
from tutor.runs.findings.evidence import Evidence
from tutor.runs.findings.finding import Finding
from tutor.runs.findings.units import explodes

_FAR = 2.0  # times the loss at the start
_AT_BASE = 0.03  # of the base rate, how near to it the loss stands
_HARDLY = 0.05  # of the loss at the start: a fall of less is none
_STILL = 0.02  # of the parameters' length: a way of less is none
_OFTEN = 0.2  # of the epochs
_WORSE = 1.3  # times the lowest loss on the validation set
_APART = 0.1  # between the accuracies on training and validation set
_FEW = 3  # examples of a class


def diverged(evidence: Evidence) -> Finding | None:
    """A value that is no number any more."""
    snapshot = evidence.snapshot
    if not snapshot or not snapshot.diverged:
        return None
    message = snapshot.diverged.message
    if not message.endswith(LOWER_THE_RATE):
        return Finding("diverged", message, "", "")
    found = message.removesuffix(LOWER_THE_RATE).strip()
    look = "The loss and the norms of the gradients show it before it breaks."
    return Finding("diverged", found, look, _for_shorter_steps(evidence))


def far_above_start(evidence: Evidence) -> Finding | None:
    """A loss that stands far above where it began."""
    if not evidence.losses.size or not evidence.began_untrained:
        return None
    start = max(evidence.first.loss, evidence.base)
    if not evidence.late > _FAR * start:
        return None
    what = (
        f"The loss stands at {shown(evidence.late, 3)}, far above its start at "
        f"{shown(evidence.first.loss, 3)}: the steps are too long."
    )
    look = "The curve of the loss shows it, best on a log scale."
    return Finding("far_above_start", what, look, _for_shorter_steps(evidence))


def jumps(evidence: Evidence) -> Finding | None:
    """A loss that rises as often as it falls, high up."""
    rises = evidence.rises
    if not evidence.struggling or rises.size < 10 or rises.mean() < _OFTEN:
        return None
    what = (
        f"The loss jumps: {int(rises.sum())} of the last {rises.size} epochs raised it by more "
        "than 5 %, so the steps are too long."
    )
    look = "The curve of the loss shows it: it should fall smoothly, and then lie flat."
    return Finding("jumps", what, look, _for_shorter_steps(evidence))


def _for_shorter_steps(evidence: Evidence) -> str:
    """What helps where the steps are too long, by what makes them so."""
    training = evidence.training
    scaled = evidence.prepare.mean is not None
    large = has_large_inputs(evidence) or has_large_labels(evidence)
    return cures.text(
        (
            cures.standardise(scaled) if large else "",
            cures.fitting_initializer(training) if explodes(evidence) else "",
            cures.shorter_steps(training),
            cures.clipping(training),
            cures.fewer_layers(training),
        )
    )


def too_low_a_rate(evidence: Evidence) -> Finding | None:
    """Parameters that have hardly moved, or a loss that is still on its way down, very slowly."""
    training, now = evidence.training, evidence.now
    if not evidence.struggling or not evidence.losses.size or not evidence.began_untrained:
        return None
    steady = evidence.losses.size < 3 or np.mean(np.diff(evidence.losses) > 0) < 0.1
    still = now.moved < _STILL and evidence.late > (1 - _HARDLY) * evidence.first.loss
    slow = training.learning_rate <= training.optimizer.usual_rate / 20 and steady
    if not (still or slow):
        return None
    fall = max(1 - evidence.late / evidence.first.loss, 0.0)
    what = (
        f"In {now.step:,} steps the parameters have moved by {percent(now.moved, 1)} % of their "
        f"length, and the loss has fallen by {percent(fall, 1)} %: the steps are too short."
    )
    look = "The curve of the loss shows it: it falls evenly, hardly at all, and never jumps."
    return Finding("low_rate", what, look, cures.text([cures.longer_steps(training)]))


def at_the_base_rate(evidence: Evidence) -> Finding | None:
    """A loss that an answer which is the same for all examples has too."""
    base = evidence.base
    if not evidence.seasoned or not base or not abs(evidence.late / base - 1) < _AT_BASE:
        return None
    known = "the mean of the labels" if evidence.is_regression else "the counts of the classes"
    what = (
        f"The loss stands at {shown(evidence.late, 3)}, which {known} alone would give "
        f"({shown(evidence.base, 3)}): nothing was learned from the inputs."
    )
    look = "A few examples alone show whether it can learn at all, and whether labels fit inputs."
    no_layer = "" if evidence.now.hidden else "add a hidden layer"
    beside = "check that each label stands beside its own inputs"
    helps = cures.text((no_layer, cures.quicker_units(evidence.training), beside))
    return Finding("base_rate", what, look, helps)


def gap(evidence: Evidence) -> Finding | None:
    """Examples known by heart: the validation set does far worse than the training set."""
    snapshot = evidence.snapshot
    if not snapshot or snapshot.val_loss is None or not evidence.seasoned:
        return None
    kept = [(s.val_loss, s.epoch) for s in evidence.snapshots if s.val_loss is not None and s.epoch]
    lowest, epoch = min(kept, default=(snapshot.val_loss, snapshot.epoch))
    recent = float(np.median([loss for loss, _ in kept[-max(len(kept) // 5, 1) :]]))
    train = max(evidence.late, 0.0)
    rising = recent > _WORSE * lowest and recent - train > 0.15 * evidence.base
    far = _far_apart(evidence) and recent - train > 0.15 * evidence.base
    if not (rising or far):
        return None
    figures = (
        f"loss {shown(train, 3)} on the training set, {shown(recent, 3)} on the validation set"
    )
    since = f", its lowest there {shown(lowest, 3)} at epoch {epoch}" if rising else ""
    what = f"Learned by heart: {figures}{since}."
    look = "Both curves of the loss show it: where they part, it begins."
    helps = cures.text(cures.against_overfitting(evidence.training))
    if _is_no_better_outside(evidence):
        helps = f"Check that each label stands beside its own inputs. {helps}"
    return Finding("gap", what, look, helps)


def _far_apart(evidence: Evidence) -> bool:
    """Whether the accuracies differ by more than chance would make them."""
    snapshot, held_out = evidence.snapshot, evidence.training.validation_set
    assert snapshot is not None and held_out is not None
    if snapshot.accuracy is None or snapshot.val_accuracy is None:
        return snapshot.val_loss is not None and snapshot.val_loss > 3 * max(evidence.late, 0.0)
    chance = sqrt(snapshot.val_accuracy * (1 - snapshot.val_accuracy) / held_out.m)
    return snapshot.accuracy - snapshot.val_accuracy > max(_APART, 3 * chance)


def _is_no_better_outside(evidence: Evidence) -> bool:
    """Whether the validation set is predicted no better than by the commonest class."""
    snapshot, held_out = evidence.snapshot, evidence.training.validation_set
    if not snapshot or snapshot.val_accuracy is None or held_out is None:
        return False
    assert held_out.classes is not None
    share = float(np.bincount(held_out.classes).max() / held_out.m)
    return snapshot.val_accuracy < share + 2 * sqrt(share * (1 - share) / held_out.m)


def never_predicted(evidence: Evidence) -> Finding | None:
    """Classes that are there and that no example is taken for."""
    classes = evidence.training.training_set.classes
    if classes is None or not evidence.seasoned or evidence.predicted is None:
        return None
    there = np.bincount(classes, minlength=len(evidence.predicted))
    missed = np.flatnonzero((there >= _FEW) & (evidence.predicted == 0)).tolist()
    if not missed:
        return None
    names = evidence.data.class_names
    rare = there[missed].max() < there.max() / 2
    if not rare and at_the_base_rate(evidence):  # which says as much
        return None
    named = ", ".join(names[number] for number in missed[:4]) + ", …" * (len(missed) > 4)
    count = sum(int(there[number]) for number in missed)
    what = (
        f"Never predicted: {named}, {count:,} of {len(classes):,} examples"
        f"{'' if len(missed) == 1 else ' together'}."
    )
    look = "The confusion matrix and macro F1 show it; the accuracy hides it."
    more = "give more examples of the rare ones, or fewer of the others" if rare else ""
    return Finding("never_predicted", what, look, cures.text((more, "train for longer")))
