"""lessons/DIRECTIVES.md is what the models say, and says something of every option."""

from __future__ import annotations

import re

import pytest

from tutor.cli import main
from tutor.course.index import shipped_course
from tutor.course.options_page import below_fields, options_page
from tutor.course.parts import options_model
from tutor.live.directives import DIRECTIVES

PAGE = options_page()


def test_the_page_in_the_tree_is_the_one_that_is_made() -> None:
    shipped = (shipped_course() / "DIRECTIVES.md").read_text(encoding="utf-8")
    assert shipped == PAGE, "nn-tutor schema --page > lessons/DIRECTIVES.md"


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--page"]) == 0
    assert capsys.readouterr().out == PAGE


@pytest.mark.parametrize("name", ["question", *DIRECTIVES])
def test_each_option_stands_there_and_is_explained(name: str) -> None:
    model = options_model(name)
    said = below_fields(model)
    for field, option in model.model_fields.items():
        assert f"\n| `{option.alias or field}` | " in PAGE
        assert said[field]


def test_no_cell_is_a_gap_and_every_word_in_italics_has_a_section() -> None:
    rows = [re.split(r"(?<!\\)\|", row) for row in PAGE.split("\n") if row.startswith("| `")]
    for _, _, takes, _, told, _ in rows:
        assert takes.strip() and told.strip()
        for held in re.findall(r"\*([a-z ]+)\*", takes):
            assert f"\n### {held}\n" in PAGE
