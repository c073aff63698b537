"""The settings of a training run: from a file, and from the flags of the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tutor.commands.training_flags import add_flags, check_settings, given_settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add --config and the flags."""
    parser.add_argument(
        "--config", metavar="FILE", type=Path, help="settings as JSON; flags go before them"
    )
    add_flags(parser)


def read_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The settings by name; raises ValueError where they cannot be read, or contradict."""
    settings = read_config(options.config) if options.config else {}
    settings |= given_settings(options)
    check_settings(settings)
    return settings


def read_config(path: Path) -> dict[str, Any]:
    """The settings in a file as the playground writes them; raises ValueError if it is none."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: this is no JSON of settings ({error})") from error
    if not isinstance(settings, dict):
        raise ValueError(f"{path}: settings by name are expected, {{...}}")
    return {n: tuple(v) if isinstance(v, list) else v for n, v in settings.items()}
