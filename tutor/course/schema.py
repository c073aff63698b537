"""The JSON Schemas of what authors write, with which editors complete and check as they type."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from tutor.assessment.questions import Quiz
from tutor.course.contents import Contents, FrontMatter
from tutor.course.parts import options_model
from tutor.live.directives import DIRECTIVES

_FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "quiz": ("quiz.yaml of an nn-tutor lesson", Quiz),
    "course": ("course.yaml of an nn-tutor course", Contents),
    "lesson": ("the head of an nn-tutor lesson.md", FrontMatter),
}
NAMES = (*_FILES, "question", *DIRECTIVES)
"""What there is a schema of: files, and the options of directives."""


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema, draft 2020-12, of one of NAMES."""
    title, model = _FILES.get(name) or (f"the options of {{{name}}}", options_model(name))
    return schema_of_model(title, model)


def schema_of_model(title: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a model, under a title for those who read it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
        "title": title,
    }
