"""Weights from a file, in the forms that textbooks and PyTorch write them.

    {"W1": [[0.15, 0.2], [0.25, 0.3]], "b1": [0.35, 0.35], "W2": ...}

W1 and b1 are those of the first layer with weights, W2 and b2 of the next. An `.npz` holds arrays
by these names, or a PyTorch state_dict: 0.weight, 0.bias, 2.weight, ...
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Array, Shape
from engine.layer import Layer, Weighted
from engine.layers import BatchNorm
from engine.network import Network

ABOUT = "about"
"""What else may stand in a file beside the weights."""
MOST_BYTES = 300_000_000
_TEXTBOOK = re.compile(r"(W|b|gamma|beta|running_mean|running_variance)[\^_]?[\[({]*(\d+)[\])}]*")
_TORCH = {"weight": "gamma", "bias": "beta", "running_var": "running_variance"}
"""What PyTorch calls the arrays of a batch normalisation."""


def load_weights(network: Network, path: str | Path, rows: bool = False) -> None:
    """Give the network the weights in a file.

    A matrix is (units, inputs) or (inputs, units), told by its shape; a square one is (units,
    inputs) unless `rows`. A bias may be one number for the whole layer, and is 0 where it is not
    given. Raises ValueError that begins with "weights: " and names what does not fit.
    """
    arrays = read_weights(path)
    places = _places(network)
    if odd := [name for name in arrays if name not in places]:
        known = ", ".join(name for name in places if not name.startswith("running"))
        raise ValueError(f"weights: this network has no {odd[0]}; it has {known}")
    missing = [name for name in places if name.startswith("W") and name not in arrays]
    if missing:
        shape = _text(np.shape(getattr(*places[missing[0]])))
        raise ValueError(f"weights: {missing[0]} is missing in {Path(path).name}: it is {shape}")
    for name, array in arrays.items():
        layer, attribute = places[name]
        if attribute == "b" and isinstance(layer, Weighted) and layer.shared_bias:
            array = _one_for_all(name, array)
        present = getattr(layer, attribute)
        fitted = _fitted(name, array, present.shape, rows)
        if attribute == "b" and isinstance(layer, Weighted) and not layer.use_bias and fitted.any():
            raise ValueError(f"weights: {name} is given, but the layers have no bias")
        present[...] = fitted


def weights_of(network: Network) -> dict[str, Array]:
    """Copies of the network's weights by the names that `load_weights` reads."""
    return {
        name: getattr(layer, attribute).copy()
        for name, (layer, attribute) in _places(network).items()
    }


def read_weights(path: str | Path) -> dict[str, Array]:
    """The arrays in a file by names such as W1 and b1; raises ValueError if it holds no weights."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"weights: {path} is too large: {MOST_BYTES:,} bytes are the limit")
        given = _read_npz(path) if path.suffix.lower() == ".npz" else _read_json(path)
    except OSError as error:
        raise ValueError(f"weights: {path}: {error.strerror or error}") from error
    given = {name: value for name, value in given.items() if name != ABOUT}
    if not given:
        raise ValueError(f"weights: {path} holds none: name them W1, b1, W2, ...")
    if all("." in name for name in given):
        return _from_torch({name: _numbers(name, value) for name, value in given.items()})
    named = {}
    for name, value in given.items():
        found = _TEXTBOOK.fullmatch(name.replace("w", "W", 1) if name[:1] == "w" else name)
        if not found:
            raise ValueError(f"weights: {name!r} is no name of weights: write W1, b1, W2, b2, ...")
        named[found[1] + found[2]] = _numbers(name, value)
    return named


def _read_json(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"weights: {path}: this is no JSON ({error})") from error
    if not isinstance(given, dict):
        raise ValueError(f'weights: {path}: weights by name are expected, {{"W1": [[...]], ...}}')
    return given


def _read_npz(path: Path) -> dict[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (ValueError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError(f"weights: {path}: this is no .npz of arrays of numbers") from error


def _numbers(name: str, value: Any) -> Array:
    """The value as finite numbers."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"weights: {name}: its rows differ in length") from None
    if array.dtype.kind not in "iuf":
        raise ValueError(f"weights: {name}: only numbers are weights, in lists of one length")
    if not np.isfinite(array).all():
        raise ValueError(f"weights: {name}: not all of its numbers are finite")
    return array.astype(float)


def _from_torch(given: Mapping[str, Array]) -> dict[str, Array]:
    """A state_dict by the course's names: modules count in their order."""
    named: dict[str, Array] = {}
    number, normalises = 0, False
    for name, array in given.items():
        kind = name.rpartition(".")[2]
        if kind == "num_batches_tracked":
            continue
        if kind == "weight":
            normalises = array.ndim == 1
            number += not normalises
        ours = _TORCH.get(kind, kind) if normalises else {"weight": "W", "bias": "b"}.get(kind)
        if ours is None:
            raise ValueError(f"weights: {name!r} belongs to no layer that is known here")
        named[f"{ours}{number}"] = array
    return named


def _places(network: Network) -> dict[str, tuple[Layer, str]]:
    """Where each array belongs, by its name."""
    places: dict[str, tuple[Layer, str]] = {}
    number = 0
    for layer in network.layers:
        if isinstance(layer, Weighted):
            number += 1
            names: tuple[str, ...] = ("W", "b")
        elif isinstance(layer, BatchNorm):
            names = ("gamma", "beta", "running_mean", "running_variance")
        else:
            continue
        places |= {f"{name}{number}": (layer, name) for name in names}
    return places


def _one_for_all(name: str, biases: Array) -> Array:
    """The number that a layer's units share; raises ValueError where theirs differ."""
    if biases.size and (biases != biases.flat[0]).any():
        raise ValueError(f"weights: {name} has different numbers, but the units share one bias")
    return biases.flat[0] if biases.size else biases


def _fitted(name: str, array: Array, shape: Shape, rows: bool) -> Array:
    """The array in the network's shape; raises ValueError that tells both."""
    is_matrix = name.startswith("W") and len(shape) == 2
    if is_matrix and array.ndim == 2:
        turned = array.shape != shape or (rows and shape[0] == shape[1])
        array = array.T if turned else array
        if array.shape == shape:
            return array
        array = array.T if turned else array
    elif array.shape == shape or (array.ndim == 0 and not is_matrix):
        return np.broadcast_to(array, shape)
    elif array.ndim and max(array.shape) == array.size == np.prod(shape) == max(shape):
        return array.reshape(shape)
    more = " (units, inputs)" if is_matrix else ""
    if name.startswith("b") and array.size == 1:
        more = "; one number for all units goes with shared_bias, or without brackets"
    raise ValueError(f"weights: {name} is {_text(array.shape)}, but has to be {_text(shape)}{more}")


def _text(shape: Shape) -> str:
    return " x ".join(map(str, shape)) if shape else "one number"
