"""The light index: what it reads, how it fails, what it does not import, how long it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.course.faults import CourseError
from tutor.course.ids import lesson_number
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index

COURSE = """\
format_version: 1
title: A course
units:
  - id: one
    title: Unit one
    lessons: [{lessons}]
"""
LESSON = """\
---
title: "Lesson: the {number}th"
objectives: [Read, Write]
minutes: {number}
---

## First

```python
## not a page
```

## Second
"""
QUIZ = """\
questions:
  - id: a
    kind: single
    prompt: "kind: no kind"
  - kind: numeric
    id: b
  - id: c
    kind: numeric
"""


def make_course(folder: Path, lessons: int) -> None:
    ids = [f"1-{number}-lesson" for number in range(1, lessons + 1)]
    (folder / "course.yaml").write_text(COURSE.format(lessons=", ".join(ids)))
    for number, lesson in enumerate(ids, start=1):
        (folder / lesson).mkdir()
        (folder / lesson / "lesson.md").write_text(LESSON.format(number=number))
        (folder / lesson / "quiz.yaml").write_text(QUIZ)


def test_index_lists_units_and_lessons_in_order(tmp_path: Path) -> None:
    make_course(tmp_path, 2)
    index = read_index(tmp_path)
    assert index.title == "A course"
    assert [(unit.id, unit.title) for unit in index.units] == [("one", "Unit one")]
    first, second = index.lessons
    assert (first.id, first.number, first.title) == ("1-1-lesson", "1-1", "Lesson: the 1th")
    assert (second.minutes, second.pages, second.questions) == (2, 2, 3)
    assert second.kinds == {"single": 1, "numeric": 2}


def test_a_broken_lesson_is_listed_under_its_id(tmp_path: Path) -> None:
    make_course(tmp_path, 2)
    (tmp_path / "1-1-lesson" / "lesson.md").write_bytes(b"\xff\xfe")
    (tmp_path / "1-2-lesson" / "lesson.md").write_text("---\ntitle: [\n---\n## Page\n")
    assert [(item.title, item.minutes) for item in read_index(tmp_path).lessons] == [
        ("1-1-lesson", 0),
        ("1-2-lesson", 0),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: x\n", "course.yaml:1: format_version is missing"),
        ("title: x\nunits: [\n", "course.yaml:3: YAML"),
        ("format_version: 1\ntitle: x\nunits:\n  - id: a\n    title: b\n", "lessons is missing"),
        ("", "units is missing"),
        ("- 1\n", "must be a mapping"),
    ],
)
def test_a_broken_table_of_contents_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "course.yaml").write_text(text)
    with pytest.raises(CourseError) as error:
        read_index(tmp_path)
    assert message in str(error.value)


def test_a_missing_course_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"course\.yaml:1: this file is missing"):
        read_index(tmp_path / "nowhere")


def test_lessons_outside_the_course_are_not_read(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    make_course(course, 1)
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n")
    (course / "1-1-lesson" / "lesson.md").unlink()
    (course / "1-1-lesson" / "lesson.md").symlink_to(secret)
    assert read_index(course).lessons[0].title == "1-1-lesson"


def test_number_is_the_digits_that_begin_the_id() -> None:
    assert lesson_number("2-10-vectorization") == "2-10"
    assert lesson_number("hello") == ""


def test_index_imports_nothing_heavy(tmp_path: Path) -> None:
    make_course(tmp_path, 1)
    program = (
        "import sys; from pathlib import Path; from tutor.course.kept_index import read_index;"
        "read_index(Path(sys.argv[1]));"
        "print({'pydantic', 'numpy', 'markdown_it', 'textual', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_index_is_kept_and_read_anew_when_the_course_changes(tmp_path: Path) -> None:
    course = tmp_path / "course"
    (course / "1-1-one").mkdir(parents=True)
    (course / "course.yaml").write_text(
        "format_version: 1\ntitle: T\nunits:\n  - id: u\n    title: U\n    lessons: [1-1-one]\n"
    )
    lesson = course / "1-1-one" / "lesson.md"
    lesson.write_text("---\ntitle: One\nminutes: 3\n---\n## Page\n")
    kept = tmp_path / "index.json"
    first = read_index(course, kept)
    assert read_index(course, kept) == first == read_index(course)
    kept.write_text(kept.read_text().replace("One", "Kept"))
    assert read_index(course, kept).lessons[0].title == "Kept"
    lesson.write_text("---\ntitle: Changed\nminutes: 3\n---\n## Page\n")
    assert read_index(course, kept).lessons[0].title == "Changed"


@pytest.mark.sampled
@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "[" * 100_000, "\x00", "null"),
        *('{"signature": []}', '{"signature": 1, "index": 2}'),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_damaged_kept_index_is_replaced(text: str, tmp_path: Path) -> None:
    kept = tmp_path / "index.json"
    kept.write_text(text)
    assert read_index(shipped_course(), kept) == read_index(shipped_course())
    assert read_index(shipped_course(), kept) == read_index(shipped_course())


@pytest.mark.sampled
@pytest.mark.parametrize("strange", [None, 7, 2.5, True, "word", [], {}, [[]], {"a": None}])
def test_a_kept_index_of_wrong_types_is_read_anew(strange: object, tmp_path: Path) -> None:
    """Each value of the kept index in turn, at any depth, is made something else."""
    make_course(tmp_path, 2)
    kept = tmp_path / "kept.json"
    right = read_index(tmp_path, kept)
    written = json.loads(kept.read_text())
    for place in places_in(written["index"]):
        spoilt = json.loads(kept.read_text())
        *way, last = place
        holder = spoilt["index"]
        for step in way:
            holder = holder[step]
        if type(holder[last]) is type(strange):
            continue
        holder[last] = strange
        kept.write_text(json.dumps(spoilt))
        assert read_index(tmp_path, kept) == right, place
        kept.write_text(json.dumps(written))


def places_in(value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in inner:
        yield (step,)
        if isinstance(part, dict | list):
            yield from ((step, *way) for way in places_in(part))
