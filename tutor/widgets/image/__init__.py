"""A small picture: unrolled into a column, or seen through a sliding window."""

from tutor.course.directives.image import ImageOptions
from tutor.widgets.image.sliding import Slide
from tutor.widgets.image.unrolling import Unroll


def image_part(options: ImageOptions) -> Slide | Unroll:
    """Return the widget that the options ask for."""
    return Slide(options) if options.slides else Unroll(options)


__all__ = ["Slide", "Unroll", "image_part"]
