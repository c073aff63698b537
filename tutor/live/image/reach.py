"""What the figures of an image can come to: those of each place of each way to slide."""

from __future__ import annotations

from itertools import product

from tutor.live.image.options import ImageOptions
from tutor.live.image.sliding import MOST_PADDING, MOST_STRIDE, SlideScene, SlideState
from tutor.live.image.unrolling import UnrollScene
from tutor.live.reaching import States


def states(options: ImageOptions) -> States:
    if options.slides:
        return _slides(SlideScene(options))
    unrolling = UnrollScene(options)
    return (unrolling.figures(place) for place in range(options.raster().layers.size + 1))


def _slides(scene: SlideScene) -> States:
    first = scene.started()
    padded, strided = range(MOST_PADDING + 1), range(1, MOST_STRIDE + 1)
    ways = [
        SlideState((0, 0), kernel, stride, padding)
        for kernel, stride, padding in product(range(len(scene.kernels)), strided, padded)
    ]
    for way in ways or [first]:
        state: SlideState | None = way
        while state is not None:
            yield scene.figures(state)
            state = scene.next(state)
