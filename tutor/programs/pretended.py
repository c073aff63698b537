"""Packages that draw, count on the screen or compile, pretended where they are not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from opcode import opmap
from types import ModuleType
from typing import Any

PRETENDED = ("matplotlib", "mpl_toolkits", "seaborn", "plotly", "tqdm", "IPython", "numba")


pretended: set[str] = set()
"""Those that the program has imported."""

_FEW = 2
"""Things that are gone through where nobody says how many there are."""


class _Nothing:
    """Takes every call and every operation, and gives itself."""

    __array_ufunc__ = None  # an array leaves what is to be done to it

    def __call__(self, *values: Any, **named: Any) -> _Nothing:
        return self

    __add__ = __sub__ = __mul__ = __truediv__ = __call__
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __call__

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> _Nothing:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __len__(self) -> int:
        return _FEW

    def __iter__(self) -> Iterator[Any]:
        """Give as many as it is unpacked into: `fig, ax = ...`, `fig, (a, b, c) = ...`."""
        caller = sys._getframe(1)
        operation, number = caller.f_code.co_code[caller.f_lasti :][:2]
        return iter([self] * (number if operation == opmap["UNPACK_SEQUENCE"] else _FEW))

    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *error: object) -> None:
        return None


class _Bar(_Nothing):
    """What a bar of progress goes through; all else that it does is nothing."""

    def __init__(self, turns: Iterable[Any]) -> None:
        self._turns = turns

    def __iter__(self) -> Iterator[Any]:
        return iter(self._turns)

    def __len__(self) -> int:
        return len(self._turns) if isinstance(self._turns, Sized) else _FEW


class _Bars(_Nothing):
    def __call__(self, *values: Any, **named: Any) -> _Nothing:
        return _Bar(values[0] if values else named.get("iterable", ()))


class _Ranges(_Nothing):
    def __call__(self, *values: Any, **named: Any) -> _Nothing:
        return _Bar(range(*values))


class _Bare(_Nothing):
    """A decorator that leaves a function as it is, also one with words of its own: @jit(...)."""

    def __call__(self, *values: Any, **named: Any) -> Any:
        function = next(iter(values), None)
        return function if callable(function) and not isinstance(function, _Nothing) else self


def notebook_names() -> dict[str, Any]:
    """Return what a notebook has without an import."""
    return {"display": _Nothing(), "get_ipython": _Nothing()}


class _Pretended(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.startswith("numba"):
            return range if name == "prange" else _Bare()
        if not self.__name__.startswith("tqdm"):
            return _Nothing()
        return _Ranges() if name.endswith("range") else _Bars()


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in PRETENDED:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Pretended(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pretended.add(module.__name__.partition(".")[0])


def pretend_absent_plots() -> None:
    """From now on, let those of PRETENDED that are not installed be imported, and do nothing."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
