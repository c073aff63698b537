"""The one settings file: readable, documented, forgiving, and the learner's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

from tutor.progress.preferences import FILE_NAME, PREFERENCES, Preferences


def test_what_is_kept_is_yaml_that_says_what_each_setting_is(tmp_path: Path) -> None:
    Preferences(tmp_path).keep("column", "72")
    text = (tmp_path / FILE_NAME).read_text()
    assert yaml.safe_load(text)["column"] == 72
    for name, about in PREFERENCES.items():
        assert f"# {about.said}" in text
        assert f"{name}:" in text


def test_a_change_leaves_the_comments_and_the_order_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("# mine\nmotion: off   # calm\ntheme: nord\n")
    Preferences(tmp_path).keep("theme", "gruvbox")
    lines = (tmp_path / FILE_NAME).read_text().splitlines()
    assert lines[0] == "# mine"
    assert lines[1].startswith("motion: off")
    assert lines[1].endswith("# calm")
    assert lines[2] == "theme: gruvbox"


@pytest.mark.parametrize("line", ["motion: sometimes", "column: wide", "colour: red", "nonsense"])
def test_what_cannot_be_understood_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE_NAME).write_text(f"theme: nord\n{line}\n")
    preferences = Preferences(tmp_path)
    (fault,) = preferences.faults
    assert f"{FILE_NAME}:2" in fault
    assert preferences["theme"] == "nord"
    assert preferences["motion"] == "on"


def test_a_file_that_cannot_be_read_costs_nothing_but_a_word(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    preferences = Preferences(tmp_path)
    assert preferences.faults
    assert preferences["theme"] == PREFERENCES["theme"].usual
    assert preferences.keep("motion", "off"), "the learner is told that it is not saved"
    assert (tmp_path / FILE_NAME).read_bytes() == b"\xff\xfe\x00"


def test_what_cannot_be_saved_holds_and_is_tried_again_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    preferences = Preferences(folder)
    folder.write_text("a file where a folder should be")
    assert "tried again when you leave" in preferences.keep("theme", "nord")
    assert preferences["theme"] == "nord"
    assert "could not be saved" in preferences.close()
    folder.unlink()
    assert preferences.close() == ""
    assert Preferences(folder)["theme"] == "nord"


def test_a_folder_that_is_taken_away_is_written_again(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "home")
    assert preferences.keep("theme", "nord") == ""
    shutil.rmtree(tmp_path / "home")
    assert preferences.keep("column", "72") == ""
    again = Preferences(tmp_path / "home")
    assert (again["theme"], again["column"]) == ("nord", "72")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    preferences = Preferences(tmp_path)
    (fault,) = preferences.faults
    assert "something else is in its place" in fault
    assert "something else is in its place" in preferences.keep("theme", "nord")
