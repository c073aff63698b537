"""Test data that are scaled in another way than the training data."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from tutor.programs.naming import meaning
from tutor.programs.noticing.elsewhere import (
    done_elsewhere,
    function_at,
    handled_elsewhere,
    is_called_once,
    left_as_it_is,
    read_elsewhere,
)
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import NamedPart, part_of
from tutor.programs.noticing.preparing import (
    Makers,
    PreparedTable,
    ScalingStep,
    makers_of,
    prepared,
)
from tutor.programs.noticing.source import name_of
from tutor.programs.recorded import Event, Recorded

KIND = "scaled apart"
_DONE = {"Sub": "brought down by {}", "Div": "divided by {}", "Mult": "multiplied by {}"}


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Training and test data of one kind, as they were at last, and what was done to each."""

    train: Event
    test: Event
    of_train: PreparedTable
    of_test: PreparedTable
    train_name: str
    test_name: str

    @property
    def turned(self) -> _Pair:
        """Both in each other's place."""
        return _Pair(
            self.test, self.train, self.of_test, self.of_train, self.test_name, self.train_name
        )

    @property
    def steps(self) -> tuple[list[ScalingStep], list[ScalingStep]]:
        """What was done to each after they were parted."""
        ours, theirs = [*self.of_train.steps], [*self.of_test.steps]
        while ours and theirs and ours[0].event is theirs[0].event:
            del ours[0], theirs[0]
        return ours, theirs

    @property
    def is_split(self) -> bool:
        """Whether both were once one table."""
        return self.of_train.root.value is self.of_test.root.value

    @property
    def is_alike(self) -> bool:
        """Whether both were made at one place, if not one table: in the same units."""
        return self.is_split or self.of_train.root.place is self.of_test.root.place


def scaled_apart(recorded: Recorded) -> Iterator[Noticed]:
    """Test data that are scaled with their own mean, or of which no mean is taken away at all."""
    makers = makers_of(recorded)
    pairs = [*_pairs(recorded, makers)]
    ways = [way for pair in pairs for way in (pair.of_train, pair.of_test)]
    done = {step.event.line for way in ways for step in way.steps}
    for pair in pairs:
        ours, theirs = pair.steps
        yield from _by_the_other(pair, ours, makers)
        if len(ours) == len(theirs):
            yield from _by_its_own(pair, ours, theirs, makers)
        elif pair.is_alike and (left_out := _left_out(ours, theirs)) is not None:
            yield from _not_done(pair, left_out, recorded, makers, done)
        elif pair.is_alike and (more := _left_out(theirs, ours)) and more.operand is None:
            yield from _not_done(pair.turned, more, recorded, makers, done)  # pixels / 255


def _by_the_other(pair: _Pair, ours: list[ScalingStep], makers: Makers) -> Iterator[Noticed]:
    """Training data that are scaled by what the test data alone tell."""
    shared = pair.of_train.values & pair.of_test.values
    own, only = pair.of_train.values - shared, pair.of_test.values - shared
    for step in ours:
        is_theirs = _is_told_by(step, only, makers) and _is_for_all(pair, step)
        if is_theirs and not _is_told_by(step, own, makers):
            said = (
                f"{pair.train_name} is scaled by the figures of {pair.test_name} here: take those "
                f"of {pair.train_name} for both."
            )
            yield Noticed(_measure(step, makers), KIND, said)
            return


def _pairs(recorded: Recorded, makers: Makers) -> Iterator[_Pair]:
    last: dict[str, tuple[NamedPart, Event]] = {}
    for event in recorded.operations:
        if not event.value.is_array or event.value.array.ndim != 2 or event.value.cut:
            continue
        name = name_of(event, recorded) or ""
        if (part := part_of(name)) is not None and not _is_no_input(name):
            last[name] = part, event
    for test_name, (one, test) in last.items():
        for train_name, (other, train) in last.items():
            if not one.is_test or other.is_test or not one.goes_with(other):
                continue
            frames = {recorded.frame(each.node) for each in (train, test)}
            ways = prepared(train, makers), prepared(test, makers)
            is_known = recorded.start == 0 or all(way.root.is_operation for way in ways)
            if is_known and (len(frames) == 1 or not test_name.isidentifier()):
                yield _Pair(train, test, *ways, train_name, test_name)


def _is_no_input(name: str) -> bool:
    """Whether it is called targets, or something that is learned."""
    meant = meaning(name)
    return meant is not None and meant.kind in ("Y", "W", "b", "dW", "db")


def _by_its_own(
    pair: _Pair, ours: list[ScalingStep], theirs: list[ScalingStep], makers: Makers
) -> Iterator[Noticed]:
    """Steps of the same kind, of which one takes what the test data themselves tell."""
    for our, their in zip(ours, theirs, strict=True):
        is_alike = our.sign == their.sign and our.by.shape == their.by.shape
        if not is_alike or not _is_for_all(pair, their):
            return
        shared = pair.of_train.values & pair.of_test.values
        ways = (our, pair.of_train.values - shared), (their, pair.of_test.values - shared)
        is_own = all(_is_told_by(step, values, makers) for step, values in ways)
        if our.does_as(their) or not is_own:
            continue
        is_one_place = our.event.place is their.event.place
        if is_one_place and not pair.is_split:  # it comes so from what makes the data
            return
        at = pair.test if is_one_place else _measure(their, makers)
        said = (
            f"{pair.test_name} is scaled by its own figures, {pair.train_name} by others: the same "
            f"input comes to two numbers. Take those of {pair.train_name} for both."
        )
        yield Noticed(at, KIND, said)
        return


def _is_told_by(step: ScalingStep, values: Set[int], makers: Makers) -> bool:
    """Whether what a step takes away or divides by is made from one of these arrays."""
    if step.operand is None:
        return False
    made = makers.of(step.operand)
    return any(id(each.value) in values for each in (made, *makers.behind(made)))


def _is_for_all(pair: _Pair, step: ScalingStep) -> bool:
    """Whether it is one number for all examples, or one a feature."""
    if step.by.size == 1:
        return True
    lengths = zip(pair.train.value.array.shape, pair.test.value.array.shape, strict=True)
    examples = [axis for axis, (one, other) in enumerate(lengths) if one != other]
    shape = (1,) * (2 - step.by.ndim) + step.by.shape
    return shape[0] == 1 if not examples else shape[examples[0]] == 1


def _measure(step: ScalingStep, makers: Makers) -> Event:
    """What takes the mean or the spread of the test data."""
    return makers.of(step.operand) if step.operand is not None else step.event


def _left_out(ours: list[ScalingStep], theirs: list[ScalingStep]) -> ScalingStep | None:
    """The first step of the training data that the test data do not take, and no other."""
    rest = [*theirs]
    missing: ScalingStep | None = None
    for step in ours:
        if rest and step.does_as(rest[0]):
            del rest[0]
        elif missing is None:
            missing = step
    return missing if not rest else None


def _not_done(
    pair: _Pair, step: ScalingStep, recorded: Recorded, makers: Makers, done: Set[int]
) -> Iterator[Noticed]:
    """A step that nothing in the whole text can do to the test data later.

    The lines where it was done to others are known.
    """
    is_known = step.operand is None or _is_told_by(step, pair.of_train.values, makers)
    if step.sign not in _DONE or not is_known or not _is_for_all(pair, step):
        return
    code, name = recorded.program.code, pair.test_name
    named = {each.line for each in recorded.operations if each.name == name}
    known = {*done, step.event.line, _measure(step, makers).line}
    if done_elsewhere(code, step.event.place.text, known):
        return
    if handled_elsewhere(code, name, named) or not read_elsewhere(code, name, named):
        return
    function = function_at(code, step.event.line)
    if function != function_at(code, pair.test.line) and not is_called_once(code, function):
        return
    beside = {each.name for each in recorded.operations if each.line == pair.test.line}
    how = _DONE[step.sign].format(_by(step))
    said = f"{pair.train_name} is {how} (line {step.event.line}), {name} is not: scale both alike."
    is_there = left_as_it_is(code, name, step.event.line)
    at = step.event if is_there else pair.train if len(beside - {name, None}) else pair.test
    yield Noticed(at, KIND, said)


def _by(step: ScalingStep) -> str:
    return step.operand.place.text if step.operand is not None else f"{float(step.by):g}"
