"""Guessing how the loss will go, before it does."""

from __future__ import annotations

from playground_hands import ENDLESS, playground


async def test_a_guess_is_scored() -> None:
    async with playground(epochs=3, learning_rate=1e-5) as hands:
        await hands.press("plus", "g", "down", "down", "enter")
        await hands.wait_until(lambda: "✔ You said so" in hands.text)
        assert "1 of 1 guesses right" in hands.text and "accuracy" in hands.text
        await hands.press("g", "up", "enter")
        await hands.wait_until(lambda: "1 of 2 guesses right" in hands.text)
        await hands.press("r")
        await hands.wait_until(lambda: "guesses right" not in hands.text)


async def test_a_guess_is_about_the_run_that_it_was_made_for() -> None:
    async with playground(epochs=ENDLESS) as hands:
        await hands.press("g", "enter")
        await hands.wait_until(lambda: hands.board.running)
        await hands.press("space")
        await hands.at("epochs")
        await hands.press("enter", "ctrl+u", "2", "enter", "plus", "space")
        await hands.wait_until(lambda: "✔ finished" in hands.text)
        assert "guesses right" not in hands.text
