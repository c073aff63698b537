"""The keys of the stepper: what each does, in the key line and in the help."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _hidden(keys: str, action: str, name: str, tooltip: str) -> Binding:
    """A key that has no place in the key line; the help shows it."""
    return Binding(keys, action, name, show=False, tooltip=tooltip)


KEYS: list[BindingType] = [
    Binding(
        "right,l", "step(1)", "step", key_display="← →", tooltip="Go one operation on, or one back."
    ),
    Binding("left,h", "step(-1)", show=False),
    _hidden("home", "start", "first step", "Go back to the first step."),
    _hidden("end", "end", "last step", "Go to the last step."),
    _hidden(
        "right_curly_bracket",
        "phase(1)",
        "next phase",
        "Go to where the next phase begins: loss, backward, update.",
    ),
    _hidden(
        "left_curly_bracket",
        "phase(-1)",
        "phase before",
        "Go back to where the phase before begins.",
    ),
    _hidden("right_square_bracket", "layer(1)", "next layer", "Go on to the next layer."),
    _hidden("left_square_bracket", "layer(-1)", "layer before", "Go back to the layer before."),
    _hidden("pagedown", "batch(1)", "next training step", "Go on to the next training step."),
    _hidden("pageup", "batch(-1)", "training step before", "Go back to the training step before."),
    _hidden(
        "down,j",
        "pick(1)",
        "cell below, or next",
        "Choose the number below, or the next source of a why.",
    ),
    _hidden(
        "up,k",
        "pick(-1)",
        "cell above, or before",
        "Choose the number above, or the source before.",
    ),
    _hidden("shift+left,comma", "across(-1)", "cell to the left", "Choose the number to the left."),
    _hidden(
        "shift+right,full_stop", "across(1)", "cell to the right", "Choose the number to the right."
    ),
    _hidden(
        "less_than_sign",
        "example(-1)",
        "example before",
        "Look at the example or the filter before.",
    ),
    _hidden(
        "greater_than_sign", "example(1)", "next example", "Look at the next example or filter."
    ),
    Binding(
        "e",
        "edit",
        "edit",
        tooltip="Change the chosen input; everything behind it is computed anew.",
    ),
    Binding("u", "undo", "undo", tooltip="Take the last change back."),
    _hidden("r", "reset", "reset", "Go back to the start, with the first numbers."),
    Binding(
        "p",
        "predict",
        "predict",
        tooltip="Be asked for each number before it is shown, or stop being asked.",
    ),
    Binding(
        "w,enter",
        "why",
        "why?",
        key_display="w",
        tooltip="Show what the chosen number is made of; once more, where that comes from.",
    ),
    Binding(
        "g",
        "check",
        "check",
        tooltip="Check a slope: nudge an input, and see how far the result moves.",
    ),
    Binding("t", "follow", "follow", tooltip="Plot the chosen number over all training steps."),
    Binding(
        "c",
        "convention",
        "turn",
        tooltip="Write the matrices the other way: examples as rows, or as columns.",
    ),
    Binding("f", "formula", "formula", tooltip="Type a formula of your own, and step through it."),
    Binding("space", "play", "play", tooltip="Let it step by itself, or stop it."),
    _hidden(
        "plus,equals_sign",
        "more(1)",
        "faster, larger nudge",
        "Play faster; while a slope is checked, a larger nudge.",
    ),
    _hidden(
        "minus",
        "more(-1)",
        "slower, smaller nudge",
        "Play more slowly; while a slope is checked, a smaller nudge.",
    ),
    Binding(
        "escape,backspace",
        "close",
        "back",
        key_display="esc",
        tooltip="Close what is open over the step.",
    ),
    Binding("y", "copy", "copy", show=False),
]
