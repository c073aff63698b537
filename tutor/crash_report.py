"""What the learner is told when the program ends on a fault of its own."""

from __future__ import annotations

import traceback

from tutor.progress.store import Store
from tutor.whole_files import write_own


def crash_report(store: Store) -> str:
    """Write the traceback of the present fault into a file beside the progress; say where it is."""
    report = store.path.with_name("crash.log")
    try:
        write_own(report, traceback.format_exc())
    except OSError as error:
        where = f"(The details could not be written to {report}: {error.strerror}.)"
    else:
        where = f"The details are in {report}; please send them along when you report it."
    saved = (
        "What you did last is not saved yet; it is tried again, and you are told if that fails."
        if store.unsaved()
        else "What you read, handed in and wrote is saved."
    )
    return f"nn-tutor met a fault of its own and had to stop. {saved}\n{where}"
