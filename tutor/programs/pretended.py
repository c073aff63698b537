"""Packages that draw or count on the screen, pretended where they are not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

PRETENDED = ("matplotlib", "seaborn", "plotly", "tqdm", "IPython")


pretended: set[str] = set()
"""Those that the program has imported."""


class _Nothing:
    """Takes every call and gives itself."""

    def __call__(self, *values: Any, **named: Any) -> _Nothing:
        return self

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> _Nothing:
        return self

    def __iter__(self) -> Iterator[_Nothing]:
        return iter((self, self))  # figure and axes

    def __enter__(self) -> _Nothing:
        return self

    def __exit__(self, *error: object) -> None:
        return None


def notebook_names() -> dict[str, Any]:
    """Return what a notebook has without an import."""
    return {"display": _Nothing(), "get_ipython": _Nothing()}


class _Pretended(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _first if self.__name__.startswith("tqdm") else _Nothing()


def _first(value: Any = (), **named: Any) -> Any:
    """Return what a bar of progress would go through."""
    return value


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
