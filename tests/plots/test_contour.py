"""Costs seen from above: rings around the lowest place, and paths that stay in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.plots.arrange import width_of
from tutor.plots.cells import Palette, Picture, plain
from tutor.plots.contour import BANDS, contour
from tutor.plots.paths import Path
from tutor.plots.plane import AROUND, LEFT, field_of
from tutor.plots.regions import Extent

SERIES = ((0, 0, 255), (255, 128, 0), (0, 255, 0), (255, 0, 255))
COLOUR = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), SERIES)
PLAIN = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), SERIES, colour=False)
SQUARE = Extent(-4, 4, -4, 4)
WIDTH, HEIGHT = 46, 24


def bowl(
    palette: Palette = COLOUR, *paths: Path, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Picture:
    x, y = SQUARE.places(*field_of(*size))
    return contour(x**2 + y**2, SQUARE, *size, palette, paths=paths, x_label="w", y_label="b")


def grounds(picture: Picture, row: int) -> list[int]:
    """How bright the cells of a row of the field are, from left to right."""
    bright: list[int] = []
    for span in picture[row][2:]:
        assert span.bg and not isinstance(span.bg, str)
        bright += [span.bg[0]] * len(span.text)
    return bright


def test_rings_darken_towards_the_lowest_place() -> None:
    middle = grounds(bowl(), 1 + (HEIGHT - AROUND) // 2)
    half = len(middle) // 2
    assert middle[:half] == sorted(middle[:half], reverse=True)
    assert middle[half:] == sorted(middle[half:])
    assert len(set(middle)) > BANDS // 2


@pytest.mark.parametrize("palette", [COLOUR, PLAIN])
@pytest.mark.parametrize("size", [(30, 10), (46, 24), (78, 18)])
def test_it_has_the_size_asked_for(palette: Palette, size: tuple[int, int]) -> None:
    picture = bowl(palette, size=size)
    assert len(picture) == size[1]
    assert width_of(picture) == size[0]


def test_a_path_ends_in_its_ball() -> None:
    first = Path(np.array([[-3.0, 3.0], [-3.0, 3.0]]))
    second = Path(np.array([[-3.0, 0.0], [3.0, 0.0]]), number=1)
    text = plain(bowl(PLAIN, first, second)).split("\n")
    (ball,) = [(row, line.index("●")) for row, line in enumerate(text) if "●" in line]
    (other,) = [(row, line.index("▲")) for row, line in enumerate(text) if "▲" in line]
    columns, rows = field_of(WIDTH, HEIGHT)
    assert ball == (1 + rows // 8, LEFT + columns * 7 // 8)
    assert other == (1 + rows // 2, LEFT + columns // 2)
    assert sum(line.count("•") for line in text) == 2


def test_paths_that_run_away_are_followed_to_the_border_only() -> None:
    steps = np.cumprod(np.full(200, -3.0))
    away = Path(np.stack([steps, steps]))
    text = plain(bowl(PLAIN, away))
    assert max(text) >= "⡀" and "●" not in text
    nowhere = Path(np.array([[1.0, np.nan], [1.0, np.inf]]))
    assert "●" in plain(bowl(PLAIN, nowhere))


def test_flat_and_infinite_costs_are_drawn() -> None:
    x, _ = SQUARE.places(*field_of(WIDTH, HEIGHT))
    for J in (np.zeros_like(x), np.full_like(x, np.nan), np.where(x > 0, np.inf, x)):
        assert len(contour(J, SQUARE, WIDTH, HEIGHT, COLOUR)) == HEIGHT
