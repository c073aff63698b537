"""The JSON Schema of quiz.yaml, with which editors complete and check as an author types."""

from __future__ import annotations

from typing import Any

from tutor.assessment.questions import Quiz


def quiz_schema() -> dict[str, Any]:
    """Return the schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quiz.yaml of an nn-tutor lesson",
        **Quiz.model_json_schema(),
    }
