"""Plain values: what crosses the wall, unchanged or not at all."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tutor.sandbox.values import dumps, loads, loads_foreign, printable


@pytest.mark.parametrize(
    "value", [None, True, 3, 10**300, -0.5, math.inf, "ä\x1b\r", [1, [2]], {"a": {"b": []}}]
)
def test_plain_values_come_back(value: object) -> None:
    assert loads(dumps(value)) == value


def test_nan_and_tuples() -> None:
    assert math.isnan(loads(dumps(math.nan)))
    assert loads(dumps((1, (2,)))) == [1, [2]]


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f4", "f8", ">f8", "c16"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 4), (1, 1, 1)])
def test_arrays_keep_their_shape_and_type(dtype: str, shape: tuple[int, ...]) -> None:
    array = np.arange(math.prod(shape), dtype=float).reshape(shape).astype(dtype)
    back = loads_foreign(dumps({"x": [array]}))["x"][0]
    assert back.shape == shape
    assert back.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(back, array)


def test_arrays_that_are_views_and_scalars() -> None:
    array = np.arange(12.0).reshape(3, 4)
    assert np.array_equal(loads(dumps(array.T[::2])), array.T[::2])
    scalar = loads(dumps(np.float32(0.1)))
    assert isinstance(scalar, np.float32)
    assert scalar == np.float32(0.1)


def test_an_array_that_came_can_be_changed() -> None:
    back = loads(dumps(np.zeros(3)))
    back += 1
    assert back.sum() == 3


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"bytes", np.array([None]), np.array(["text"]), lambda: 0, 1j]
)
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is no plain value"):
        dumps([value])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000 + b"\n",
        b"[" * 700 + b"]" * 700 + b"\n",
        b"1" * 10_000 + b"\n",
        b"1",
        b'{"$array": 5}\n',
        b'{"$array": ["O", [1]]}\n' + bytes(8),
        b'{"$array": ["<f8", [2]]}\n' + bytes(8),
        b'{"$array": ["<f8", [-1]]}\n' + bytes(8),
        b'{"$array": ["<f8", [-1, -1]]}\n' + bytes(8),
        b'{"$array": ["<f8", [1e999]]}\n' + bytes(8),
        b'{"$array": ["<f8", ["x"]]}\n' + bytes(8),
        b'{"$array": ["<f8", [1]]}\n' + bytes(7),
        b'{"$array": ["f8,(", [1]]}\n' + bytes(8),
        b'{"$array": [{"$array": ["<f8", []]}, [1]]}\n' + bytes(16),
        b'[{"$array": ["<f8", [1]]}, {"$array": ["<f8", [1]]}]\n' + bytes(8),
    ],
)
def test_forged_values_raise_nothing_but_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        loads_foreign(data)


def test_texts_from_outside_are_printable() -> None:
    assert printable("a\tb\nc\r\nd\re") == "a\tb\nc\nd\ne"
    assert printable("ä → ✔ 数 e\u0301 \\x1b") == "ä → ✔ 数 e\u0301 \\x1b"
    assert printable("\x1b[2J\x07\x9b\u202e\u200d\ufeff\ud800\x7f") == (
        r"\x1b[2J\x07\x9b\u202e\u200d\ufeff\ud800\x7f"
    )
    assert loads_foreign(dumps({"\x1b": ["\x9b"]})) == {r"\x1b": [r"\x9b"]}
