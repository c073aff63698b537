"""The theme that was chosen is worn from the first paint on, and no style is read twice for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet

from tutor.progress.preferences import FILE_NAME
from tutor.themes import THEMES, role_colours


@pytest.mark.parametrize("theme", [*THEMES[:2]], ids=lambda theme: theme.name)
async def test_an_app_begins_in_the_theme_that_was_chosen(
    theme: Any, open_tutor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[Stylesheet] = []
    reparse = Stylesheet.reparse
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: (again.append(sheet), reparse(sheet)))
    (tmp_path / FILE_NAME).write_text(f"theme: {theme.name}\n", encoding="utf-8")
    async with open_tutor() as pilot:
        app = pilot.app
        worn = {name for name in app.classes if name.startswith("-theme-") or "-mode" in name}
        assert worn == {f"-theme-{theme.name}", "-dark-mode" if theme.dark else "-light-mode"}
        assert app.screen.styles.background == Color.parse(theme.background)
        roles = role_colours(dark=theme.dark)
        assert {name: app.theme_variables[name] for name in roles} == roles
        assert not again
