"""Cutting a lesson's text into front matter, pages and fences."""

from __future__ import annotations

from tutor.course.markdown import parser
from tutor.course.sections import cut, directive_of, fences

LESSON = """\
---
title: T
---
## One

text
````{note}
```
## inside
```
````
### deeper
## Two ##
`` `##` ``
~~~python
## comment
~~~
"""


def test_pages_begin_at_level_two_headings_outside_fences() -> None:
    parts = cut(LESSON)
    assert parts.front is not None
    assert (parts.front.text, parts.front.line) == ("title: T", 2)
    assert [(page.title, page.line) for page in parts.pages] == [("One", 4), ("Two", 13)]
    lines = LESSON.split("\n")
    for page in parts.pages:
        assert page.text.split("\n")[0] == lines[page.line]


def test_text_before_the_first_page_is_kept_apart() -> None:
    parts = cut("# Title\nhello\n## One\n")
    assert parts.front is None
    assert parts.before.text == "# Title\nhello"
    assert parts.before.line == 1
    assert cut("").pages == []


def test_fences_are_found_as_the_parser_finds_them() -> None:
    text = LESSON + (
        "```{plot} x\na: 1\n  ```\n   ~~~~\n```\n    ~~~~\n~~~~~\n```not`a fence\n```py\nopen"
    )
    found = [(fence.info, fence.body, fence.line, fence.closed) for fence in fences(text)]
    tokens = [token for token in parser().parse(text) if token.type in ("fence", "directive")]
    assert [(info, line) for info, _, line, _ in found] == [
        (token.info.strip(), token.map[0]) for token in tokens if token.map
    ]
    assert [body.replace(" ", "") for _, body, _, _ in found] == [
        token.content.rstrip("\n").replace(" ", "") for token in tokens
    ]
    assert [closed for *_, closed in found] == [True] * (len(found) - 1) + [False]


def test_directive_names_and_arguments() -> None:
    assert directive_of("{question} dv-by-hand ") == ("question", "dv-by-hand")
    assert directive_of("{stepper}") == ("stepper", "")
    assert directive_of("python") is None
    assert directive_of("") is None
