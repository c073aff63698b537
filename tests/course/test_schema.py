"""There is a JSON Schema of every file and of every directive's options."""

from __future__ import annotations

import json

import pytest

from tutor.course.schema import NAMES, schema_of
from tutor.live.directives import DIRECTIVES


@pytest.mark.parametrize("name", NAMES)
def test_each_names_its_fields(name: str) -> None:
    schema = json.loads(json.dumps(schema_of(name)))
    assert schema["properties"] and schema["additionalProperties"] is False


def test_none_is_missing() -> None:
    assert {"quiz", "course", "lesson", *DIRECTIVES} <= {*NAMES}
