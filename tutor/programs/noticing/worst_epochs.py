"""The turn of the largest loss, or of the smallest share of right answers, that is called best."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded

_BEST = re.compile(r"(?:^|_)(?:best|optimal)", re.IGNORECASE)
_LOSS = re.compile(r"(?:^|_)(?:loss|losses|cost|costs|errs?|errors?|mse|rmse|mae|nll)(?:_|$)")
_SCORE = re.compile(r"(?:^|_)(?:acc|accs|accuracy|accuracies|f1|r2|auc)(?:_|$)")
_LARGEST, _SMALLEST = ("argmax", "max", "nanargmax"), ("argmin", "min", "nanargmin")


def worst_called_best(recorded: Recorded) -> Iterator[Noticed]:
    """best = np.argmax(val_losses), and best = max(range(n), key=lambda e: val_loss[e])."""
    wrong = _wrong(recorded.program.code)
    ran: dict[int, Event] = {}
    for event in recorded.events if wrong else ():
        ran.setdefault(event.line, event)
    for line, said in wrong:
        if line in ran:
            yield Noticed(ran[line], "worst kept", said)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[int, str]]:
    found = []
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _BEST.search(name):
                pass
            case _:
                continue
        for call in (each for each in ast.walk(value) if isinstance(each, ast.Call)):
            chosen = ast.unparse(call.func).rpartition(".")[2]
            words = _asked(call)
            is_loss = any(map(_LOSS.search, words)) and not any(map(_SCORE.search, words))
            is_score = any(map(_SCORE.search, words)) and not any(map(_LOSS.search, words))
            if chosen in _LARGEST and is_loss:
                found.append(
                    (call.lineno, f"{name} is where the loss is largest: take the smallest.")
                )
            elif chosen in _SMALLEST and is_score:
                found.append((call.lineno, f"{name} is where this is smallest: take the largest."))
    return found


def _asked(call: ast.Call) -> list[str]:
    """The last words of the names that are asked for the largest or the smallest."""
    parts = [*call.args, *(each.value for each in call.keywords if each.arg == "key")]
    if isinstance(call.func, ast.Attribute) and not call.args:
        parts.append(call.func.value)  # losses.argmin()
    found = []
    for part in parts:
        if any(isinstance(each, ast.UnaryOp | ast.BinOp | ast.Call) for each in ast.walk(part)):
            return []  # what is made of it may be the other way round
        found += [word for each in ast.walk(part) if (word := _word(each))]
    return [word.lower() for word in found]


def _word(node: ast.AST) -> str:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
            return word
    return ""
