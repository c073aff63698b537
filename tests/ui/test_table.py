"""Tables in the text: columns stand as their colons say."""

from textual.app import App, ComposeResult

from tutor.widgets.prose import Prose
from tutor.widgets.table import TableView

TABLE = """
| left | middle | right |
|:-----|:------:|------:|
| a    |   b    |     7 |
| aaaa | bbbbbb | 12345 |
"""


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield Prose(TABLE)


async def test_columns_are_aligned_as_their_colons_say() -> None:
    app = Host()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        view = app.query_one(TableView)
        lines = str(view.content).splitlines()
        assert lines[2] == "a        b          7"
        assert lines[3] == "aaaa   bbbbbb   12345"
