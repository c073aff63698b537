"""The set-ups of lessons, as the playground offers them."""

from __future__ import annotations

from pathlib import Path

from engine.experiment import Experiment
from tutor.course.index import shipped_course
from tutor.course.presets import lesson_presets

FRONT = "---\ntitle: {title}\nobjectives: [See it]\nminutes: 5\n---\n\n"
TRAINING = """## Train

```{fit}
dataset: moons
hidden: [4, 3]
dials: {hidden: [[4, 3], []]}
```

```{playground}
title: By yourself
dataset: moons
hidden: []
task: {text: Reach 90 %., when: accuracy >= 0.9}
```

## Again

```{playground}
dataset: moons
hidden: [4, 3]
```

```{fit}
dataset: sunny
```

````markdown
```{fit}
dataset: xor
```
````
"""


def course(folder: Path, lessons: dict[str, str]) -> Path:
    ids = ", ".join(lessons)
    contents = f"format_version: 1\ntitle: A\nunits: [{{id: u, title: U, lessons: [{ids}]}}]\n"
    (folder / "course.yaml").write_text(contents)
    for lesson, text in lessons.items():
        (folder / lesson).mkdir()
        (folder / lesson / "lesson.md").write_text(text)
    return folder


def test_they_stand_under_number_and_title_and_each_once(tmp_path: Path) -> None:
    lessons = {"1-1-a": "## nothing here\n", "2-10-b": FRONT.format(title="Moons") + TRAINING}
    presets = lesson_presets(course(tmp_path, lessons))
    assert [(preset.name, preset.line) for preset in presets] == [
        ("2-10  Moons", "Train · moons, 4-3"),
        ("2-10  Moons", "By yourself · Reach 90 %."),
    ]
    assert [preset.settings for preset in presets] == [
        {"dataset": "moons", "hidden": (4, 3)},
        {"dataset": "moons", "hidden": ()},
    ]


def test_a_course_that_cannot_be_read_offers_none(tmp_path: Path) -> None:
    assert lesson_presets(tmp_path) == []
    (tmp_path / "course.yaml").write_text("units: 3\n")
    assert lesson_presets(tmp_path) == []


def test_those_of_the_shipped_course_can_be_run() -> None:
    presets = lesson_presets(shipped_course())
    assert {"1-2", "2-11", "7-3"} <= {preset.name.split()[0] for preset in presets}
    for preset in presets:
        next(Experiment.of(**preset.settings).start())
