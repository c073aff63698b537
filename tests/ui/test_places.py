"""Home as a map, and the places that it leads to by one key each."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from rich.style import Style
from sizes import WIDE, mainly
from textual.app import App
from textual.command import CommandPalette
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from waiting import wait_until

from tutor.course import glossary
from tutor.course.index import LessonIndex
from tutor.plots.cells import plain
from tutor.progress.preferences import Preferences
from tutor.progress.store import Store
from tutor.review.schedule import ReviewSchedule
from tutor.screens.faults import FaultsScreen
from tutor.screens.gallery import GalleryScreen
from tutor.screens.glossary import GlossaryScreen
from tutor.screens.help import HelpScreen, KeyList
from tutor.screens.home import HomeScreen
from tutor.screens.home_places import PLACES, places_line
from tutor.screens.lesson import LessonScreen
from tutor.screens.playground import PlaygroundScreen
from tutor.screens.progress import ProgressScreen
from tutor.screens.settings import SettingsScreen
from tutor.screens.stepper import StepperScreen
from tutor.screens.sweep import SweepScreen
from tutor.widgets.course_map import CourseMap
from tutor.widgets.inline import inline_content, words_alone
from tutor.widgets.prose import Prose

SIZES = [(80, 24), (140, 45), (200, 60)]
OpenTutor = Callable[..., Any]


def course_map(pilot: Pilot[Any]) -> CourseMap:
    found: CourseMap = pilot.app.screen.query_one(CourseMap)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_lesson_teaches_follows_the_cursor(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        selector = "#about-below > Static" if size[0] < 110 else "#about"
        about = pilot.app.screen.query_one(selector, Static)
        for lesson in pilot.app.course_index.units[1].lessons[:3]:
            course_map(pilot).move_to(lesson)
            await pilot.pause()
            assert about.region, "it is in view"
            assert lesson.objectives[0].split()[0] in str(about.render())


async def test_home_opens_with_what_it_needs_alone(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[Any] = []

    def read(self: ReviewSchedule, *given: Any) -> None:
        readings.append(given)
        begin(self, *given)

    begin = ReviewSchedule.__init__
    monkeypatch.setattr(ReviewSchedule, "__init__", read)
    async with open_tutor() as pilot:
        assert len(readings) == 1
        sheets = {Path(file).name for file, _ in pilot.app.stylesheet.source}
        assert "app.tcss" in sheets and not sheets & {"dialogs.tcss", "lesson.tcss"}
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        assert "dialogs.tcss" in {Path(file).name for file, _ in pilot.app.stylesheet.source}
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(readings) == 2)


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_what_is_said_of_any_row_fits_the_lines_below_the_map(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        about = pilot.app.screen.query_one("#about-below > Static", Static)
        for unit in pilot.app.course_index.units[1:3]:
            course_map(pilot).move_to(unit)
            await pilot.press("right")
            for entry in course_map(pilot).entries:
                course_map(pilot).move_to(entry)
                await pilot.pause()
                assert 1 <= about.size.height <= 2, str(about.render())


@pytest.mark.parametrize("width", range(60, 201, 7))
def test_no_place_is_parted_from_its_key(width: int) -> None:
    rows = places_line(width).plain.split("\n")
    assert all(len(row) <= width - 4 for row in rows)
    assert all(f"  {name}" in "\n".join(rows) for _, _, name, _ in PLACES)


async def test_one_unit_is_unfolded_at_a_time(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        for unit in pilot.app.course_index.units[1:4]:
            course_map(pilot).move_to(unit)
            await pilot.press("right")
            lessons = [e for e in course_map(pilot).entries if isinstance(e, LessonIndex)]
            assert lessons == list(unit.lessons)
            await pilot.press("left")
            assert not any(isinstance(e, LessonIndex) for e in course_map(pilot).entries)


@mainly(WIDE)
async def test_a_row_of_the_map_is_opened_by_a_click(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        rows = plain(course_map(pilot).picture).splitlines()
        row = next(number for number, text in enumerate(rows) if " 0-1 " in text and number)
        await pilot.click(CourseMap, offset=(12, row))
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("g", PlaygroundScreen),
        ("s", StepperScreen),
        ("w", SweepScreen),
        ("v", GalleryScreen),
        ("t", GlossaryScreen),
        ("p", ProgressScreen),
        ("comma", SettingsScreen),
    ],
)
async def test_each_place_has_a_key_and_leads_back(
    open_tutor: OpenTutor, key: str, place: type[Any]
) -> None:
    async with open_tutor() as pilot:
        await pilot.press(key)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, place))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_looking_into_a_lesson_does_not_move_go_on(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        for page in range(1, 5):
            await pilot.press("right")
            await wait_until(pilot, lambda page=page: pilot.app.screen.place[1] == page)
    async with open_tutor("4-1-deep-notation") as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await pilot.press("right")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    async with open_tutor() as pilot:
        assert "1-3" in plain(course_map(pilot).picture[:1])
        marks = {}
        for unit in pilot.app.course_index.units:
            marks[unit.number] = pilot.app.screen.mark(unit)
            marks |= {lesson.number: pilot.app.screen.mark(lesson) for lesson in unit.lessons}
    assert {number for number, mark in marks.items() if mark != "○"} == {"1", "1-3"}


async def test_a_lesson_that_the_program_ended_in_is_begun_from_its_first_page(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor("4-1-deep-notation") as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
    async with open_tutor() as pilot:
        (unit,) = [unit for unit in pilot.app.course_index.units if unit.number == "4"]
        assert pilot.app.screen.mark(unit) == pilot.app.screen.mark(unit.lessons[0]) == "◐"


@pytest.mark.parametrize("size", SIZES)
async def test_titles_of_units_stand_on_the_map_with_their_numbers_and_uncut(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        units = pilot.app.course_index.units
        home = course_map(pilot)

        class Marks:
            mark, share, note = (lambda _: "◐"), (lambda _: 1.0), (lambda _: "999 due")

        for told in (home._marks, Marks):
            home.show(told, None, None)
            rows = plain(home.picture).splitlines()
            for unit in units:
                row = next(row for row in rows if f" {unit.number}  {unit.title} " in row)
                assert len(row) <= home.size.width
                assert told is not Marks or row.rstrip().endswith("━━ 100 % 999 due")


async def test_many_lessons_cost_no_lines(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        assert len(course_map(pilot).picture) <= course_map(pilot).size.height


async def test_each_lesson_that_uses_a_term_has_a_row_of_its_own(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("t")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query_one(OptionList).option_count))
        await pilot.press(*"activation")
        used = pilot.app.screen.query_one(".used", Static)
        await wait_until(pilot, lambda: "Used in" in str(used.content))
        rows = str(used.content).count("\n") + 1
        await wait_until(pilot, lambda: used.size.height == rows)


async def test_the_glossary_finds_while_words_are_typed(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("t")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query_one(OptionList).option_count))
        await pilot.press(*"learning rate")
        await pilot.pause()
        first = pilot.app.screen.query_one(OptionList).highlighted_option
        assert first is not None
        assert str(first.prompt) == "learning rate"
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, GlossaryScreen), "back to where one came from"


async def test_the_glossary_reads_each_lesson_once_before_it_is_there(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So who uses a term is told as soon as what it means."""
    files: list[Path] = []
    read = glossary.read_text

    def noted(path: Path, root: Path) -> str:
        files.append(path)
        return read(path, root)

    monkeypatch.setattr(glossary, "read_text", noted)
    async with open_tutor() as pilot:
        await pilot.press("t")
        await wait_until(pilot, lambda: bool(pilot.app.screen.query_one(OptionList).option_count))
        assert "Used in" in str(pilot.app.screen.query_one(".used", Static).render())
        assert len(files) == len({*files}) == len(pilot.app.course_index.lessons)


async def test_a_definition_of_words_looks_as_it_would_on_a_page(open_tutor: OpenTutor) -> None:
    """Those of the course are shown without the widget of a page, which takes long to import."""

    def painted(widget: Widget) -> list[tuple[str, Any]]:
        """Return each character, and how it looks, whatever else is known of it."""
        area = widget.region
        rows = pilot.app.screen._compositor.render_strips()[area.y : area.bottom]
        pieces = [piece for row in rows for piece in row.crop(area.x, area.right)]
        return [
            (letter, look(piece.style) if letter != " " else None)
            for piece in pieces
            for letter in piece.text
        ]

    def look(style: Style) -> tuple[Any, ...]:
        return style.bgcolor, style.color, style.bold, style.italic

    async with open_tutor() as pilot:
        await pilot.press("t")
        screen = pilot.app.screen
        await wait_until(pilot, lambda: bool(screen.query_one(OptionList).option_count))
        meaning = screen.query_one("#meaning", Static)
        told = [f"**{each.term}**\n\n{each.text}" for each in screen._usage.glossary.definitions]
        assert all(map(words_alone, told))
        for text in (told[0], next(text for text in told if " *" in text)):
            await screen._tell_meaning(text)
            await pilot.pause()
            assert not screen.query(Prose) and meaning.display
            ours = painted(meaning)
            meaning.display = False
            page = Prose(text)
            await screen.query_one(VerticalScroll).mount(page, before=".used")
            await pilot.pause()
            assert painted(page) == ours
            await page.remove()
        for more in ("- a list", "`code`", "$$x$$", "| a |\n|---|\n| b |", "[there](1-1#page)"):
            await screen._tell_meaning(f"before\n\n{more}")
            assert screen.query_one(Prose) and not meaning.display, more
        await screen._tell_meaning("words")
        assert not screen.query(Prose) and meaning.display


@pytest.mark.parametrize(
    "text",
    [
        "A unit whose activation is 0 is silent.",
        "One, two; three: (rank-1, such as 2)?\nAnd “more” – it's 5",
        "**one-hot**\n\nA class with a 1 in its place.\n\n**Bold as a whole**",
    ],
)
def test_plain_words_are_read_without_the_parser_and_as_it_reads_them(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = inline_content(text)
    monkeypatch.setattr("tutor.widgets.inline._parser", None)
    found = words_alone(text)
    assert found and found.is_same(parsed)


def test_what_may_be_more_than_plain_words_is_read_by_the_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tutor.widgets.inline._parser", None)
    blocks = ["1 a", "a\n2. b", "a\n- b", "- a", "a\n===", "a\n\n    b", "a\n> b", "a\n# b", ""]
    within = ["a *b*", "**a** b", "a -1", "a.com", "a_b_", "a  \nb", "$x$", "`a`", "&amp;", "a\\b"]
    for text in [*blocks, *within, "[a](b)", "<b>", "a\n| b |"]:
        with pytest.raises(TypeError):
            words_alone(text)


NOT_NEEDED = {"markdown_it", "tutor.course.model", "pydantic", "yaml", "numpy"}


@pytest.mark.parametrize(
    ("modules", "not_needed"),
    [
        ("tutor.screens.glossary, tutor.screens.progress", NOT_NEEDED),
        ("tutor.app, tutor.screens.home", NOT_NEEDED | {"tutor.messages"}),
    ],
)
def test_a_screen_is_imported_without_what_it_does_not_need(
    modules: str, not_needed: set[str]
) -> None:
    program = f"import sys, {modules}; print({not_needed} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (told.stdout.strip(), told.stderr) == ("set()", "")


async def test_settings_hold_at_once_and_at_the_next_start(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor() as pilot:
        before = pilot.app.theme
        await pilot.press("comma", "right", "down", "right")
        await pilot.pause()
        chosen = pilot.app.theme
        assert chosen != before
        assert pilot.app.animation_level == "none"
    kept = Preferences(tmp_path)
    assert (kept["theme"], kept["motion"]) == (chosen, "off")
    async with open_tutor() as pilot:
        assert pilot.app.theme == chosen
        assert pilot.app.animation_level == "none"


async def test_ascii_drawing_leaves_nothing_but_ascii(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    Preferences(tmp_path).keep("drawing", "ascii")
    async with open_tutor() as pilot:
        lines = pilot.app.screen._compositor.render_strips()
        filters = pilot.app.get_line_filters()
        for strip in lines:
            shown = strip.apply_filter(filters[-1], pilot.app.screen.background_colors[1])
            assert shown.text.isascii(), shown.text


async def test_the_theme_of_older_versions_is_taken_over(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    store = Store.open(tmp_path)
    store.keep_setting("theme", "tutor-light")
    store.close()
    async with open_tutor() as pilot:
        assert pilot.app.theme == "tutor-light"


async def test_the_palette_finds_a_lesson_by_its_number(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        options = pilot.app.screen.query_one(OptionList)
        await wait_until(pilot, lambda: options.option_count > 0)
        assert not any("lesson" in str(o.prompt) for o in options.options)
        await pilot.press(*"2-1")
        await wait_until(pilot, lambda: any("2-1 " in str(o.prompt) for o in options.options))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        assert pilot.app.screen.place[0].startswith("2-1-")


async def test_the_playground_keeps_the_run_that_was_left(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("g")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        playground = pilot.app.screen
        await wait_until(pilot, lambda: playground.run.snapshot is not None)
        await pilot.press("e")
        await wait_until(pilot, lambda: playground.run.snapshot.epoch == 1)
        await pilot.press("escape", "g")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        assert pilot.app.screen.run is playground.run


async def test_a_lesson_of_a_course_that_cannot_be_read_shows_the_faults(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.yaml").write_text("title: [unfinished\n")
    async with open_tutor("1-1", course=course) as pilot:
        assert isinstance(pilot.app.screen, FaultsScreen)


@pytest.mark.parametrize("lesson", [None, "1-3-why-now", "2-7-backprop-on-a-graph"])
async def test_help_speaks_in_sentences(open_tutor: OpenTutor, lesson: str | None) -> None:
    async with open_tutor(lesson) as pilot:
        await pilot.press("tab", "question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        here = pilot.app.screen.query(KeyList).first()
        assert here.keys
        for said in here.keys:
            assert said[0].isupper() and said.endswith("."), said
        shown = str(here.content).splitlines()
        assert all(line[:12].strip() or line.startswith(" " * 12) for line in shown)


async def test_help_keeps_keys_and_what_they_do_apart(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        for keys in pilot.app.screen.query(KeyList):
            lines = str(keys.content).splitlines()
            ends = {
                line.index(said[:9])
                for said, key in keys.keys.items()
                for line in lines
                if line.startswith(f"{key} ") and said[:9] in line
            }
            assert len(ends) == 1, lines
            longest = max(map(len, keys.keys.values()))
            assert longest + 2 <= ends.pop(), "two columns after the longest key"
            assert "⏎" not in keys.keys.values()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (140, 45)])
async def test_the_palette_looks_like_the_dialogs(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor("1-3-why-now", size=size) as pilot:
        looks = []
        for key, dialog in (("ctrl+p", "#--container"), ("o", "#chooser")):
            await pilot.press(key)
            await wait_until(pilot, lambda dialog=dialog: bool(pilot.app.screen.query(dialog)))
            box = pilot.app.screen.query_one(dialog)
            await wait_until(
                pilot,
                lambda box=box: box.region and box.screen.region.contains_region(box.region),
            )
            looks.append((box.styles.border, box.styles.background, box.region.width))
            await pilot.press("escape")
            await pilot.pause()
        assert looks[0] == looks[1]


async def test_the_palette_speaks_the_words_of_the_house(open_tutor: OpenTutor) -> None:
    """Textual's own commands are said anew, in the fields as in the list."""
    async with open_tutor() as pilot:
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        field = pilot.app.screen.query_one(Input)
        assert "lesson" in field.placeholder
        await pilot.press("escape")
        theirs = {command.help for command in App.get_system_commands(pilot.app, pilot.app.screen)}
        ours = {command.help for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert not theirs & ours
        pilot.app.action_change_theme()
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        assert "theme" in pilot.app.screen.query_one(Input).placeholder


def titles(pilot: Pilot[Any]) -> list[str]:
    return [each.title for each in pilot.app._notifications]


async def test_what_is_told_again_is_told_once(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("ctrl+c", "ctrl+c", "y", "ctrl+c")
        await wait_until(pilot, lambda: "To quit" in titles(pilot))
        await pilot.pause()
        assert titles(pilot) == ["To quit"]


async def test_a_picture_of_the_screen_says_where_it_is_or_why_not(
    open_tutor: OpenTutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "[here]"
    folder.mkdir()
    monkeypatch.chdir(folder)
    told: list[str] = []
    async with open_tutor() as pilot:
        pilot.app.screen.notify("words of a learner, with [/this] in them")
        await wait_until(pilot, lambda: bool(pilot.app._notifications))
        assert not any(each.markup for each in pilot.app._notifications)
        monkeypatch.setattr(
            type(pilot.app.screen), "notify", lambda self, text, **_: told.append(text)
        )
        pilot.app._save_picture()
        path = folder / "nn-tutor-screen.svg"
        assert path.read_text().startswith("<svg") and told == [f"Saved {path}"]
        monkeypatch.setattr("tutor.screens.saving.unused", lambda *_: tmp_path)
        pilot.app._save_picture()
        assert told[-1] == f"Cannot write {tmp_path}: Is a directory"
        gone = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        monkeypatch.setattr(Path, "cwd", Mock(side_effect=gone))
        monkeypatch.setenv("PWD", "/once/here")
        pilot.app._save_picture()
        assert told[-1].startswith(
            "Cannot write nn-tutor-screen.svg into the working folder /once/here: No"
        )


async def test_help_names_the_key_that_leaves_while_one_types(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        here, _ = pilot.app.screen.query(KeyList)
        assert "while you type" in next(said for said, key in here.keys.items() if key == "ctrl+q")


async def test_the_chosen_line_of_a_list_is_told_without_colour(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_tutor() as pilot:
        pilot.app.action_settings()
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        rows = pilot.app.screen.query_one(OptionList)
        assert rows.get_visual_style("option-list--option-highlighted").underline
