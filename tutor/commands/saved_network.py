"""What `nn-tutor train --save` writes: the weights, and all that gives them their meaning.

    {"W1": [[...]], "b1": [...], ..., "about": {"settings": {...}, "inputs": ["sepal length", ...],
     "outputs": ["species"], "classes": ["setosa", ...], "preparation": {"mean": [...], ...},
     "filling": [...], "columns": [{"name", "kind", "words", "unit"}, ...], ...}}

`--weights` reads the first part, and with `--predict` all of it. `inputs` are the names of X as
loaded, in their order, a word of a table as "column=word"; `columns` those of the table that they
come from, `filling` a number for each where one is missing; `preparation` is what was done to them,
and to the label of a regression, and nothing where a value is null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.datasets import Dataset
from engine.datasets.filling import Filling
from engine.datasets.preparation import Preparation
from engine.experiment import Experiment
from engine.prediction import Predictor
from engine.tables.further import Columns
from engine.tables.reading import TableInput
from engine.weights import ABOUT, load_weights, weights_of
from tutor.whole_files import write_whole

_FIGURES = ("mean", "scale", "label_mean", "label_scale")


def save_network(
    path: Path, predictor: Predictor, data: Dataset, settings: Mapping[str, Any]
) -> None:
    """Write a trained network; `data` are its examples as loaded. Raises OSError."""
    prepare, columns = predictor.preparation, predictor.columns
    about = {
        "settings": dict(settings),
        "inputs": list(data.feature_names),
        "outputs": list(columns.labels),
        "classes": list(data.class_names),
        "targets": len(data.Y),
        "image_shape": data.image_shape,
        "preparation": {part.name: _plain(getattr(prepare, part.name)) for part in fields(prepare)},
        "filling": _plain(predictor.filling.values),
        "columns": [
            {"name": c.name, "kind": c.kind, "words": c.words, "unit": c.unit, "missing": c.way}
            for c in columns.inputs
        ],
        "all_names": columns.all_names,
        "unknown": columns.unknown,
        "decimal": columns.decimal,
    }
    written = {name: array.tolist() for name, array in weights_of(predictor.network).items()}
    lines = [f"{json.dumps(n)}: {json.dumps(v)}" for n, v in {**written, ABOUT: about}.items()]
    write_whole(path, "{" + ",\n ".join(lines) + "}\n")


def read_network(path: Path) -> Predictor:
    """The network in a file that `save_network` wrote; raises ValueError for any other file."""
    try:
        about = json.loads(path.read_text(encoding="utf-8")).get(ABOUT)
    except OSError as error:
        raise ValueError(f"weights: {path}: {error.strerror or error}") from error
    except (ValueError, AttributeError, RecursionError):
        about = None
    if not isinstance(about, dict) or "columns" not in about:
        raise ValueError(
            f"weights: {path} holds no columns and classes: --predict needs a file that "
            "nn-tutor train --save has written, or a table to train on, --csv FILE"
        )
    try:
        return _predictor(path, about)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"weights: {path}: {ABOUT!r} in it was changed ({error})") from error


def other_meaning(path: str, data: Dataset) -> str:
    """What is to be said where weights from a file go on with other inputs or classes."""
    try:
        about = json.loads(Path(path).read_text(encoding="utf-8")).get(ABOUT)
        then = {"inputs": about["inputs"], "classes": about["classes"]}
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return ""  # a textbook's weights have no names
    now = {"inputs": list(data.feature_names), "classes": list(data.class_names)}
    for what in then:
        if then[what] != now[what]:
            before, here = (", ".join(map(str, names[what][:8])) for names in (then, now))
            return f"! weights: {path} was trained with other {what}: {before}, here {here}"
    return ""


def _predictor(path: Path, about: Mapping[str, Any]) -> Predictor:
    classes, image = tuple(about["classes"]), about["image_shape"]
    columns = Columns(
        tuple(
            TableInput(
                c["name"], c["kind"], tuple(c["words"]), c["unit"], way=c.get("missing", "refuse")
            )
            for c in about["columns"]
        ),
        tuple(about["outputs"]),
        tuple(about["all_names"]),
        tuple(about.get("unknown", ())),
        about.get("decimal", "auto"),
    )
    prepare = Preparation(
        tuple(about["preparation"]["features"]),
        *(_column(about["preparation"][name]) for name in _FIGURES),
    )
    settings = {n: tuple(v) if isinstance(v, list) else v for n, v in about["settings"].items()}
    experiment = Experiment.of(**settings | {"weights": None})
    one_example = Dataset(
        path.name,
        prepare.inputs(np.zeros((sum(len(column.names) for column in columns.inputs), 1))),
        np.zeros((about["targets"], 1)),
        (),
        classes,
        tuple(image) if image else None,
    )
    network = experiment.network.build(one_example, seed=0)
    load_weights(network, path)
    filling = Filling(_column(about["filling"]))
    return Predictor(network, columns, filling, prepare, classes)


def _plain(value: Any) -> Any:
    """A value of the preparation as JSON has it: a column as a list of its numbers."""
    return value.ravel().tolist() if isinstance(value, np.ndarray) else value


def _column(values: list[float] | None) -> Array | None:
    """A list of numbers as a column again."""
    return None if values is None else np.array(values, float)[:, None]
