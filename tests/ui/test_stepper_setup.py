"""The dialog that chooses what is stepped through: its keys, its size, and what it reads."""

import pytest
from textual.app import App
from textual.widgets import Input, Select, Static
from waiting import wait_until

from tutor.plots.cells import plain
from tutor.screens.stepper import StepperScreen
from tutor.screens.stepper_setup import FIELDS, FIRST, SetupScreen, Unsuitable, options_of
from tutor.themes import role_colours
from tutor.widgets.stepper import Stepper


class ScreenHost(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def on_mount(self) -> None:
        self.push_screen(StepperScreen())


async def test_the_screen_chooses_network_formula_or_loop() -> None:
    async with ScreenHost().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        setup = pilot.app.screen
        assert isinstance(setup, SetupScreen)
        layers = setup.query_one("#field-layers Input", Input)
        layers.value = "2, 3, oops"
        await pilot.press("down")
        assert pilot.app.focused is layers, "the arrows go from field to field"
        await pilot.press("enter")
        assert "oops" in str(setup.query_one("#problem").render())
        layers.value = "2, 5, 3"
        await pilot.press("enter")
        await pilot.pause()
        assert "network 2 – 5 – 3" in plain(pilot.app.screen.query_one(Stepper).picture)
        await pilot.press("n")
        await pilot.pause()
        pilot.app.screen.query_one("#field-what Select", Select).value = "formula"
        await pilot.pause()
        assert pilot.app.screen.query_one("#field-layers").has_class("hidden")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "J = 3*(a + b*c)" in plain(pilot.app.screen.query_one(Stepper).picture)


async def test_the_label_of_the_field_in_use_is_lit_and_no_other() -> None:
    async with ScreenHost().run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        for name in ("what", "layers", "activation"):
            labels = pilot.app.screen.query("Horizontal > Static").results(Static)
            lit = [str(label.render()) for label in labels if label.styles.text_style.bold]
            assert lit == [name]
            await pilot.press("down")
            await pilot.pause()


async def test_every_field_of_the_set_up_is_reached_and_seen_on_a_small_terminal() -> None:
    async with ScreenHost().run_test(size=(60, 18)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        setup = pilot.app.screen
        for name in FIELDS["network"]:
            await pilot.press("down")
            field = setup.query_one(f"#field-{name.replace(' ', '-')}")
            await wait_until(
                pilot, lambda field=field: getattr(pilot.app.focused, "parent", 0) is field
            )
            await wait_until(pilot, lambda: setup.can_view_entire(pilot.app.focused))


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("a=5 b=3, c=2", {"a": 5, "b": 3, "c": 2}),
        ("a = 12,288; b= -0.5", {"a": 12288, "b": -0.5, "c": 3}),
        ("a=1/4 b=2^-1 c=√4", {"a": 0.25, "b": 0.5, "c": 2}),
    ],
)
def test_inputs_are_read_as_people_write_them(text: str, inputs: dict[str, float]) -> None:
    form = {**FIRST, "what": "formula", "inputs": text}
    assert options_of(form).trace().inputs == inputs


@pytest.mark.parametrize(
    ("field", "text", "complaint"),
    [
        ("inputs", "a=0,5", "a: Write decimals with a point: 0.5"),
        ("inputs", "a=nan", "a: “nan” is not a number"),
        ("inputs", "a=1e400", "a: That number is too large"),
        ("inputs", "a=inf", "finite number"),
        ("inputs", "a=1 z=2", "has no input z; it has a, b, c"),
        ("learning rate", "fast", "learning rate: “fast” is not a number"),
        ("seed", "x", "seed: x is no"),
    ],
)
def test_what_cannot_be_read_is_named(field: str, text: str, complaint: str) -> None:
    what = "formula" if field == "inputs" else "network"
    with pytest.raises(Unsuitable, match=complaint):
        options_of({**FIRST, "what": what, field: text})


def test_the_dialog_chooses_output_and_loss() -> None:
    form = {**FIRST, "layers": "2, 3, 1", "output": "linear", "loss": "mse"}
    network = options_of(form).trace().trace.network
    assert (network.layers[-1].activation.name, network.loss.name) == ("linear", "mse")
    usual = options_of({**FIRST, "layers": "2, 3, 1"}).trace().trace.network
    assert (usual.layers[-1].activation.name, usual.loss.name) == (
        "sigmoid",
        "binary_crossentropy",
    )


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_what_is_wrong_is_in_view(size: tuple[int, int]) -> None:
    async with ScreenHost().run_test(size=size) as pilot:
        await pilot.press("n")
        await pilot.pause()
        setup = pilot.app.screen
        assert setup.can_view_entire(setup.query_one("#keys"))
        setup.query_one("#field-seed Input", Input).focus()
        await pilot.press("x", "enter")
        await pilot.pause()
        problem = setup.query_one("#problem", Static)
        assert "seed: x is no whole number" in str(problem.render())
        assert setup.can_view_entire(problem)
