"""What `nn-tutor train --save` writes: the weights, and all that gives them their meaning.

    {"W1": [[...]], "b1": [...], ..., "about": {"settings": {...}, "inputs": ["sepal length", ...],
     "outputs": ["species"], "classes": ["setosa", ...], "preparation": {"mean": [...], ...}}}

`--weights` reads the first part. `inputs` are the names of X as loaded, in their order, a word of a
table as "column=word"; `preparation` is what was done to them, and to the label of a regression,
and nothing where a value is null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets import Dataset
from engine.datasets.preparation import Preparation
from engine.network import Network
from engine.weights import ABOUT, weights_of


def save_network(
    path: Path,
    network: Network,
    data: Dataset,
    prepare: Preparation,
    settings: Mapping[str, Any],
) -> None:
    """Write a trained network; `data` are its examples as loaded. Raises OSError."""
    about = {
        "settings": dict(settings),
        "inputs": list(data.feature_names),
        "outputs": list(data.reading.labels) if data.reading else [],
        "classes": list(data.class_names),
        "preparation": {part.name: _plain(getattr(prepare, part.name)) for part in fields(prepare)},
    }
    written = {name: array.tolist() for name, array in weights_of(network).items()}
    lines = [f"{json.dumps(n)}: {json.dumps(v)}" for n, v in {**written, ABOUT: about}.items()]
    path.write_text("{" + ",\n ".join(lines) + "}\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    """A value of the preparation as JSON has it: a column as a list of its numbers."""
    return value.ravel().tolist() if isinstance(value, np.ndarray) else value
