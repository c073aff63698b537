"""The page "What is in your table": shown before training, each choice by key."""

from __future__ import annotations

from pathlib import Path

from playground_hands import playground
from sizes import SMALL, mainly

from tutor.plots.cells import plain
from tutor.screens.own_table import OwnTableScreen
from tutor.screens.playground import PlaygroundScreen
from tutor.widgets.picture import PictureView

TABLE = "age,sex,kind\n" + "".join(
    f"{n if n % 5 else ''},{'mf'[n % 2]},{'ab'[n % 3 > 1]}\n" for n in range(30)
)


@mainly(SMALL)
async def test_a_table_is_shown_decided_on_by_keys_and_trained(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    async with playground(size=size, points=None) as hands:
        app = hands.pilot.app
        await hands.at("csv")
        await hands.press("enter", *str(path), "enter")
        await hands.wait_until(lambda: isinstance(app.screen, OwnTableScreen))
        page = app.screen
        assert isinstance(page, OwnTableScreen)

        def text() -> str:
            return "\n".join(plain(view.picture) for view in page.query(PictureView))

        await hands.wait_until(lambda: "Undecided" in text() and "‹ undecided ›" in text())
        head, row = (next(r for r in text().splitlines() if w in r) for w in ("kind", "number"))
        assert head.index("kind") == row.index("number")
        await hands.press("enter")  # not before all is decided
        await hands.press("right", "down", "d", "v", "y")
        await hands.wait_until(lambda: "So 1 input and 30 rows" in text())
        assert app.screen is page
        assert "--missing median" in " ".join(text().split())
        await hands.wait_until(lambda: app.copied)
        await hands.press("y")
        await hands.wait_until(lambda: "--drop sex" in app.copied[-1])
        await hands.press("d", "enter")
        await hands.wait_until(lambda: isinstance(app.screen, PlaygroundScreen))
        await hands.wait_until(lambda: hands.snapshot.final)
        assert hands.screen.run.data.feature_names == ("age", "sex=f", "sex=m")
        await hands.press("T")
        await hands.wait_until(lambda: isinstance(app.screen, OwnTableScreen))
        await hands.press("escape")
        await hands.wait_until(lambda: isinstance(app.screen, PlaygroundScreen))
