"""`?` explains the keys of every live part and of every field in sentences."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.widget import Widget

import tutor.widgets
from tutor.screens.help import sentence

SHORTEST = 3  # words

for _module in walk_packages(tutor.widgets.__path__, "tutor.widgets."):
    import_module(_module.name)


def widgets(base: type[Widget] = Widget) -> set[type[Widget]]:
    """Return every widget of the program."""
    below = {found for each in base.__subclasses__() for found in {each, *widgets(each)}}
    return {each for each in below if each.__module__.startswith("tutor.widgets")}


KEYS = [
    pytest.param(binding, id=f"{widget.__name__}-{binding.key}")
    for widget in sorted(widgets(), key=lambda each: each.__name__)
    for binding in vars(widget).get("BINDINGS", ())
    if isinstance(binding, Binding) and binding.description and (binding.show or binding.tooltip)
]


@pytest.mark.parametrize("binding", KEYS)
def test_a_key_is_explained_in_a_sentence(binding: Binding) -> None:
    said = sentence(binding)
    assert len(said.split()) >= SHORTEST
    assert said[0].isupper() and said.endswith((".", "!", "?"))
