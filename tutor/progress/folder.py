"""Where what a learner does is kept."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.progress.faults import StoreError


def data_folder(chosen: str | None = None) -> Path:
    """Return where progress is kept: `chosen`, else NN_TUTOR_HOME, else the user's data folder.

    Raises StoreError for a `~name` whose home folder is not known.
    """
    if given := chosen or os.environ.get("NN_TUTOR_HOME"):
        try:
            return Path(given).expanduser()
        except RuntimeError as error:
            raise StoreError(f"{given}: there is no such home folder. Write it in full.") from error
    import platformdirs

    return Path(platformdirs.user_data_dir("nn-tutor", appauthor=False))
