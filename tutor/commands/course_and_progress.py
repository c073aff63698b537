"""What most commands about progress begin with: the course's index, and the file of progress."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.commands.output import tell
from tutor.course.index import CourseIndex, shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.folder import data_folder
from tutor.progress.store import Store


@contextmanager
def file_of(options: argparse.Namespace) -> Iterator[Store]:
    """Open the file of progress; what is to be told of it goes to stderr. Raises StoreError."""
    store = Store.open(data_folder(options.data_dir))
    try:
        yield store
    finally:
        lost = store.close()
        for told in (*store.notices(), *filter(None, [lost])):
            tell(told)


@contextmanager
def progress_of(options: argparse.Namespace) -> Iterator[tuple[CourseIndex, Store]]:
    """Open both, with the progress under the names of today. Raises CourseError and StoreError."""
    index = read_index(options.course or shipped_course())
    with file_of(options) as store:
        store.follow(index.renamed)
        yield index, store
