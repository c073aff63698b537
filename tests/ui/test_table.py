"""Tables in the text: columns stand as their colons say."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Size

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
        lines = str(view.render()).splitlines()
        assert lines[2] == "a        b          7"
        assert lines[3] == "aaaa   bbbbbb   12345"


def test_a_table_knows_its_height_before_it_has_any_place() -> None:
    row = [Content("two words"), Content("1")]
    view = TableView([Content("head"), Content("number")], [row], ["left", "left"])
    wide, narrow = (view.get_content_height(Size(), Size(), width) for width in (60, 17))
    assert (wide, narrow) == (3, 4)
