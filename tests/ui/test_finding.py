"""Finding one's way: search, outline, terms, links, and back and forward."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static
from waiting import wait_until

from tutor.screens.chooser import Chooser
from tutor.screens.copying import runnable
from tutor.screens.history import Visits
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.terms import TermsScreen

OpenTutor = Callable[..., Any]


async def asked(pilot: Pilot[Any]) -> Chooser[Any]:
    """Return the dialog to choose from, once it is there."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(OptionList)))
    return pilot.app.screen


async def search(pilot: Pilot[Any], words: str) -> OptionList:
    """Look for words and return the list, once it shows what these words find."""
    await pilot.press("slash", *words)
    chooser = await asked(pilot)
    await wait_until(pilot, lambda: chooser.query_one(Input).value == words and chooser._find)
    found = chooser.query_one(OptionList)
    await wait_until(pilot, lambda: found.option_count == len(chooser._find(words)))
    return found


async def shown(pilot: Pilot[Any], selector: str, text: str) -> None:
    """Wait until a Static shows `text`."""

    def there() -> bool:
        found = pilot.app.screen.query(selector).results(Static)
        return any(text in str(each.render()) for each in found)

    await wait_until(pilot, there)


async def turn(pilot: Pilot[Any], page: int) -> None:
    """Turn pages until this one is built and in view."""
    screen = pilot.app.screen
    while screen.place[1] < page - 1:
        await pilot.press("right")
    await shown(pilot, "#place", f"page {page}/")
    await wait_until(pilot, lambda: screen.page_in_view().id == f"page-{page - 1}")
    await wait_until(pilot, lambda: bool(screen.page_in_view().query(".page-title")))


async def test_search_opens_the_page_that_it_found(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await search(pilot, "gradient check")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await shown(pilot, "#lesson-title", "Backpropagation on a graph")


async def test_search_for_what_is_not_there_finds_nothing(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        assert (await search(pilot, "zyzzyva")).option_count == 0
        await shown(pilot, "#chooser .hint", "Nothing found for “zyzzyva”.")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Chooser), "enter on nothing stays"


async def test_what_was_chosen_is_opened_though_the_list_has_changed_since(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor() as pilot:
        found = await search(pilot, "line")
        last = found.option_count - 1
        meant = found.options[last]
        found.highlighted = last
        found.action_select()
        pilot.app.screen.query_one(Input).value = "zyzzyva"
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        lesson = pilot.app.screen
        await wait_until(pilot, lambda: lesson.lesson is not None)
        assert str(meant.prompt).startswith(f"{lesson.lesson.number} ")


async def test_the_outline_jumps_to_a_page(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        await pilot.press("o")
        await asked(pilot)
        await pilot.press("down", "down", "enter")
        await shown(pilot, "#place", "page 3/")


async def test_terms_of_the_page_are_explained(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        await turn(pilot, 3)
        await pilot.press("t")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TermsScreen))
        await shown(pilot, ".heading", "local derivative")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))


async def test_a_jump_can_be_gone_back_and_forth(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await turn(pilot, 2)
        pilot.app.open_lesson("2-7-backprop-on-a-graph")
        await shown(pilot, "#lesson-title", "Backpropagation")
        await pilot.press("alt+left")
        await shown(pilot, "#lesson-title", "Why now")
        await shown(pilot, "#place", "page 2/")
        await pilot.press("alt+right")
        await shown(pilot, "#lesson-title", "Backpropagation")
        await pilot.press("escape")
        await shown(pilot, "#lesson-title", "Why now")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_code_and_formulas_of_a_page_can_be_copied(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        await turn(pilot, 2)
        await pilot.press("y")
        await wait_until(pilot, lambda: pilot.app.clipboard)
        assert pilot.app.clipboard == r"\frac{dJ}{db} = \frac{0.06}{0.01} = 6"
        await turn(pilot, 3)
        await pilot.press("y")
        await asked(pilot)  # two formulas: which?
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: r"\frac{du}{db}" in pilot.app.clipboard)


def test_code_is_copied_without_prompts_and_results() -> None:
    assert runnable(">>> def f(x):\n...     return 2 * x\n>>> f(1)\n2") == (
        "def f(x):\n    return 2 * x\nf(1)"
    )
    assert runnable("a = 1\nb = 2") == "a = 1\nb = 2"


def test_a_new_jump_forgets_what_was_ahead() -> None:
    history = Visits()
    history.leave(("a", 0))
    history.leave(("b", 1))
    assert history.back(("c", 2)) == ("b", 1)
    assert history.forward(("b", 1)) == ("c", 2)
    assert history.back(("c", 2)) == ("b", 1)
    history.leave(("b", 1))
    assert history.forward(("d", 0)) is None
    assert history.back(("d", 0)) == ("b", 1)
    assert history.back(("b", 1)) == ("a", 0)
    assert history.back(("a", 0)) is None
