"""Where a program computes a score of its answers, by what it is called: recall, precision, F1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tutor.programs.expressions import respelled
from tutor.programs.noticing.told_texts import told_in
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

_WORDS = {
    "recall": r"recalls?|rec|sensitivity|tpr",
    "precision": r"precisions?|prec|ppv",
    "specificity": r"specificity|tnr",
    "accuracy": r"accuracy|acc",
    "F1": r"f1s?|f_?score|f1_?score|f_?measure",
}
_SCORES = {name: re.compile(rf"(?:^|_|\b)(?:{words})(?:_|\b|$)") for name, words in _WORDS.items()}
_OTHERS = re.compile(r"balanced|micro|weighted|beta|top|float|rec_?err|recon|curve|auc")
"""Scores that are made otherwise."""

ANSWERED = re.compile(
    r"pred|guess|hat|answer|said|decision|output|estimat|(?:^|\W)(?:out|p)$", re.IGNORECASE
)
"""What the classes are called that a network gives."""
TRUE = re.compile(
    r"true|truth|label|target|actual|real|gold|(?:^|\W)(?:y|t|c)(?:_?test|_?val|_?dev)?$",
    re.IGNORECASE,
)
"""What the classes are called that are so."""


def score_called(name: str) -> str:
    """Return which score a name is that of; "" for none, and for one that may be several."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.rpartition(".")[2]).lower()
    found = [score for score, words in _SCORES.items() if words.search(word)]
    return found[0] if len(found) == 1 and not _OTHERS.search(word) else ""


@lru_cache(maxsize=16)
def _scores(code: str) -> Mapping[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for name, node in named_values(code):
        value = node.body if isinstance(node, ast.IfExp) else node
        if score := score_called(name):
            found.setdefault((value.lineno, ast.unparse(value)), score)
    return found


def named_values(code: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield what has a name, what a function of that name returns, and what is printed so."""
    lines = code.split("\n")
    for node in ast.walk(tree_of(code)):
        match node:
            case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value):
                yield ast.unparse(target), value
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value=str(called)))], value=value
            ):
                yield called, value
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=each))], value=value):
                yield each, value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from zip(map(ast.unparse, names), values, strict=False)
            case ast.FunctionDef(name=name):
                returns = [e.value for e in ast.walk(node) if isinstance(e, ast.Return)]
                yield from ((name, each) for each in returns if each is not None)
            case ast.Dict():
                for key, given in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value, given
            case ast.Call():
                for told in told_in(node, lines):
                    words = re.findall(r"[A-Za-z]\w*", told.before)
                    if words and isinstance(told.value, ast.BinOp | ast.Call):
                        yield words[-1], told.value


def scores_in(recorded: Recorded) -> Iterator[tuple[str, Event]]:
    """Yield what is computed as a score, and which one it is called."""
    known = _scores(recorded.program.code)
    for event in recorded.operations if known else ():
        if score := known.get((event.line, respelled(event.place.text))):
            yield score, event
