"""What people call a loss, also of one example, or one that is added up."""

from __future__ import annotations

import re

from tutor.programs.naming import meaning
from tutor.programs.slopes.words import last_word

_LOSS = re.compile(
    r"e|l|err|\w*(?:error|loss|cost|entropy|mse|bce|nll|total|energy|risk|objective|sse)\w*",
    re.IGNORECASE,
)


def is_called_loss(name: str) -> bool:
    """Return whether a name, or that of a function, is one for a loss."""
    meant = meaning(name)
    return (meant is not None and meant.kind == "J") or bool(_LOSS.fullmatch(last_word(name)))
