"""Keys in a field act in the order in which they were typed, however fast they come."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import ClassVar

import pytest
from monkey import send
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Button, Input, TextArea
from waiting import wait_until

import tutor
from tutor.screens.glossary import TermField
from tutor.widgets.entry import Entry, EntryField
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.fields.field import AnswerLine
from tutor.widgets.text_line import TextLine

FIELDS = [TextLine, AnswerLine, EntryField, TermField, CodeEditor]

BURSTS = [
    ("1 2 backspace 3", "13"),
    ("a b left c", "acb"),
    ("a b home c end d", "cabd"),
    ("a b left delete c", "ac"),
    ("a b ctrl+u c", "c"),
    ("a b shift+left c", "ac"),
]


class Held(App[None]):
    def __init__(self, field: Input | TextArea) -> None:
        super().__init__()
        self._field = field

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"wrong": "red"}

    def compose(self) -> ComposeResult:
        yield self._field


@pytest.mark.sampled
@pytest.mark.parametrize("field", FIELDS)
async def test_a_burst_leaves_what_the_same_keys_leave_one_by_one(
    field: type[Input] | type[TextArea],
) -> None:
    for keys, left in BURSTS:
        app = Held(field())
        async with app.run_test() as pilot:
            send(app, keys.split())
            await pilot.pause()
            held = pilot.app.query_one(field)
            assert (held.text if isinstance(held, TextArea) else held.value) == left, keys


async def test_tab_indents_where_it_was_typed() -> None:
    app = Held(CodeEditor("ab"))
    async with app.run_test() as pilot:
        send(app, ["tab", "c", "enter", "tab", "d"])
        await pilot.pause()
        assert pilot.app.query_one(CodeEditor).text == "    c\n        dab"


class Asking(Held):
    """Asks for a number in an entry, and counts the keys that come to it elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [("w", "why")]

    def __init__(self) -> None:
        super().__init__(AnswerLine())
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield Entry()
        yield Button("beside")

    def on_mount(self) -> None:
        self.query_one(Entry).open("number")

    def on_entry_entered(self, event: Entry.Entered) -> None:
        entry = self.query_one(Entry)
        self.told.append(event.text)
        if event.text.isdecimal():
            entry.close()
            self.query_one(Button).focus()
        else:
            entry.point_at(None)

    def action_why(self) -> None:
        self.told.append("why")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("1 7 enter w", ["17", "why"]),
        ("1 7 enter w w", ["17", "why", "why"]),
        ("x enter 5 enter w", ["x", "5", "why"]),
        ("x enter 5 backspace 6 7 enter", ["x", "67"]),
    ],
)
async def test_what_is_typed_behind_an_enter_is_no_part_of_the_text(
    keys: str, told: list[str]
) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        send(app, keys.split())
        await wait_until(pilot, lambda: app.told == told)


def test_every_field_of_the_app_is_one_of_these() -> None:
    bare = [
        f"{path.name}:{node.lineno}"
        for path in Path(tutor.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Input", "TextArea", "MaskedInput"}
    ]
    assert not bare
