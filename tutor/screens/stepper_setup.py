"""The dialog that chooses what is stepped through."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS
from engine.formula import FormulaError
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.spelling import canonical
from tutor.formulas.numbers import read_number
from tutor.formulas.numerals import DecimalComma, plain_number
from tutor.live.stepper.options import StepperOptions
from tutor.steady_screen import CallingScreen
from tutor.stepping.graphs import GraphTrace
from tutor.widgets.text_line import TextLine

Form = Mapping[str, str]
"""What stands in the dialog's fields, by name."""

WHAT = ("network", "formula", "logistic loop", "perceptron loop")
UNTIL = {"forward": "forward", "backward": "both", "update": "update"}
RANDOM = "random numbers"
USUAL = "what suits"

FIRST: Form = {
    "what": "network",
    "formula": "3*(a + b*c)",
    "inputs": "a=5 b=3 c=2",
    "layers": "3, 4, 1",
    "activation": "tanh",
    "output": USUAL,
    "loss": USUAL,
    "biases": "one a unit",
    "data": RANDOM,
    "examples": "4",
    "until": "backward",
    "optimizer": "sgd",
    "learning rate": "0.1",
    "batch size": "",
    "epochs": "1",
    "seed": "0",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "what": WHAT,
    "activation": tuple(name for name in ACTIVATIONS if name not in ("softmax", "step")),
    "output": (USUAL, "linear", "sigmoid", "softmax"),
    "loss": (USUAL, *LOSSES),
    "biases": ("one a unit", "one a layer"),
    "data": (RANDOM, *DATASETS),
    "until": tuple(UNTIL),
    "optimizer": tuple(OPTIMIZERS),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "formula": ("formula", "inputs"),
    "network": tuple(FIRST)[3:],
    "logistic loop": ("data", "examples", "learning rate", "seed"),
    "perceptron loop": ("data", "examples", "learning rate", "epochs", "seed"),
}
"""What is asked for each thing to step through."""
HINTS = {
    "formula": "such as sigmoid(w*x + b)",
    "layers": "inputs first: 2, 8, dropout 0.5, 3 or 1x8x8, conv 4 3, pool 2, flatten, 3",
    "batch size": "all examples at once",
}


class Unsuitable(ValueError):
    """Choices that nothing can be made of; the message says which and why."""


def options_of(form: Form) -> StepperOptions:
    """Return the options that the fields stand for; raises Unsuitable."""
    chosen: dict[str, Any]
    what = form["what"]
    if what == "formula":
        chosen = {"graph": form["formula"], "inputs": _all_inputs(form), "free": True}
    else:
        chosen = {
            "dataset": None if form["data"] == RANDOM else form["data"],
            "examples": _whole("examples", form),
            "learning_rate": _number("learning rate", form["learning rate"]),
            "seed": _whole("seed", form),
            "epochs": _whole("epochs", form),
        }
    if what == "network":
        chosen |= {
            "layers": [_layer(word) for word in form["layers"].split(",") if word.strip()],
            "activation": form["activation"],
            "output": None if form["output"] == USUAL else form["output"],
            "loss": None if form["loss"] == USUAL else form["loss"],
            "shared_bias": form["biases"] == "one a layer",
            "direction": UNTIL[form["until"]],
            "optimizer": form["optimizer"],
            "batch_size": _whole("batch size", form) if form["batch size"].strip() else None,
        }
    elif what.endswith("loop"):
        chosen["loop"] = what.split()[0]
    try:
        return StepperOptions.model_validate_json(json.dumps(chosen))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise Unsuitable(f"{where}: {message}" if where else message) from None


def _layer(word: str) -> int | str:
    return int(word) if word.strip().isdigit() else word.strip()


def _all_inputs(form: Form) -> dict[str, float]:
    """The inputs that are given, and 1, 2, 3, ... for the others."""
    given = _inputs(form["inputs"])
    try:
        trace = GraphTrace.typed(form["formula"], given)
    except FormulaError as error:
        raise Unsuitable(f"formula: {error}") from None
    known = ", ".join(trace.inputs)
    for name in given:
        if canonical(name) not in trace.inputs:
            raise Unsuitable(f"inputs: the formula has no input {name}; it has {known or 'none'}")
    return dict(trace.inputs)


def _inputs(text: str) -> dict[str, float]:
    """Read `a=5, b = 0.5 c=12,288`: a name begins the next input, not a comma."""
    given = re.split(r"[\s,;]+(?=[^\W\d]\w*\s*=)", text.strip())
    pairs = [pair.rstrip(",; ").partition("=") for pair in given if pair.strip()]
    return {name.strip(): _number(name.strip(), value) for name, _, value in pairs}


def _number(name: str, text: str) -> float:
    try:
        return read_number(text).value
    except FormulaError as error:
        raise Unsuitable(f"{name}: {error}") from None


def _plain(name: str, text: str) -> str:
    try:
        return plain_number(text)
    except DecimalComma as error:
        raise Unsuitable(f"{name}: {error}") from None


def _whole(name: str, form: Form) -> int:
    plain = _plain(name, form[name])
    try:
        return int(plain)
    except ValueError:
        raise Unsuitable(f"{name}: {form[name].strip() or 'nothing'} is no whole number.") from None


class SettingSelect(Select[str], inherit_bindings=False):
    """A list that leaves the arrows to the form until it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "show_overlay", show=False)]


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The lines of the form; it scrolls with the focus, and leaves the arrows to the form."""


class SetupScreen(ModalScreen[Form | None], CallingScreen[Form | None]):
    """Asks for the choices, one field a line; what does not fit is said before it closes."""

    DEFAULT_CSS = """
    SetupScreen { align: center middle; }
    SetupScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        padding: 0 2; scrollbar-size-vertical: 1;
        border: round $accent; border-title-color: $accent; background: $surface;
    }
    SetupScreen Horizontal { height: 1; }
    SetupScreen Horizontal > Static { width: 16; color: $text-muted; }
    SetupScreen Horizontal:focus-within { background: $panel; }
    SetupScreen Horizontal:focus-within > Static { color: $accent; text-style: bold; }
    SetupScreen Input, SetupScreen Select { width: 1fr; background: $panel; }
    SetupScreen .hidden { display: none; }
    SetupScreen #problem { color: $wrong; display: none; height: auto; margin: 1 0 0 0; }
    SetupScreen #keys { color: $text-muted; margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("ctrl+s,f2", "make", "step through it"),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def compose(self) -> ComposeResult:
        with Fields() as frame:
            frame.border_title = "Step through"
            for name, value in self._form.items():
                with Horizontal(id=_id(name)):
                    yield Static(name)
                    yield self._field(name, value)
            yield Static(id="problem", markup=False)
            yield Static("↑ ↓ field   enter choose or go   ctrl+s go   esc leave", id="keys")

    def _field(self, name: str, value: str) -> Input | Select[str]:
        if name in CHOICES:
            options = [(choice, choice) for choice in CHOICES[name]]
            return SettingSelect(options, value=value, allow_blank=False, compact=True)
        return TextLine(value, placeholder=HINTS.get(name, ""), compact=True)

    def on_mount(self) -> None:
        self._show_fields()

    def on_select_changed(self) -> None:
        self._show_fields()

    def on_input_submitted(self) -> None:
        self.action_make()

    def _show_fields(self) -> None:
        """Show the fields that go with what is to be stepped through."""
        wanted = FIELDS[self.form["what"]]
        for name in self._form:
            self.query_one(f"#{_id(name)}").set_class(name not in ("what", *wanted), "hidden")

    @property
    def form(self) -> Form:
        """What stands in the fields now."""
        return {name: str(self._value(name)) for name in self._form}

    def _value(self, name: str) -> object:
        row = self.query_one(f"#{_id(name)}")
        return row.query_one(Select).value if name in CHOICES else row.query_one(Input).value

    def action_make(self) -> None:
        form = self.form
        try:
            options_of(form)
        except Unsuitable as error:
            problem = self.query_one("#problem", Static)
            problem.update(str(error))
            problem.display = True
            problem.scroll_visible(animate=False)
        else:
            self.dismiss(form)


def _id(name: str) -> str:
    return f"field-{name.replace(' ', '-')}"
