"""`nn-tutor gallery`: every live part that a lesson can use, to try and to copy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tutor.commands.open import open_tutor
from tutor.live.directives import DIRECTIVES

if TYPE_CHECKING:
    from tutor.screens.gallery import GalleryScreen

_HELP = f"the part to begin with: {', '.join(DIRECTIVES)}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", metavar="PART", nargs="?", choices=[*DIRECTIVES], help=_HELP)


def run(options: argparse.Namespace) -> int:
    def gallery() -> GalleryScreen:
        from tutor.screens.gallery import GalleryScreen

        return GalleryScreen(options.part or "")

    return open_tutor(options.course, options.data_dir, first=gallery)
