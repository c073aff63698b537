"""The glossary that lessons' own definitions make."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.glossary import Definition, Glossary, read_glossary, read_usage

LESSON = """\
---
title: Words
---

## One

```{definition} local derivative
How much *one* operation answers.
```

```python
# ```{definition} not this
```

## Two

````{definition} Loss
What is made small:

```python
loss = 1
```
````

```{definition} local derivative
A second time.
```
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "lesson.md").write_text(LESSON)
    return read_glossary(tmp_path, ["words", "missing"])


def test_terms_stand_in_alphabetical_order_with_their_place(glossary: Glossary) -> None:
    first, second = glossary.definitions
    assert (first.term, first.text) == ("local derivative", "How much *one* operation answers.")
    assert (first.lesson, first.page, first.line) == ("words", 0, 7)
    assert (second.term, second.page) == ("Loss", 1)
    assert second.text == "What is made small:\n\n```python\nloss = 1\n```"


def test_lookup_forgives_case_plural_and_spaces(glossary: Glossary) -> None:
    derivative, loss = glossary.definitions
    assert glossary.lookup("Local  derivatives") is derivative
    assert glossary.lookup("LOSSES") is loss
    assert glossary.lookup("loss") is loss
    assert glossary.lookup("los") is None


def test_terms_mentioned_in_a_text_are_found_in_order(glossary: Glossary) -> None:
    derivative, loss = glossary.definitions
    text = "The losses, the loss, gloss and Local derivatives."
    assert glossary.mentioned(text) == [loss, derivative]
    assert Glossary(()).mentioned(text) == []


def test_the_lessons_that_use_a_term_are_named_but_not_for_a_longer_term(tmp_path: Path) -> None:
    define = "## A\n```{definition} activation\nA number.\n```\n"
    define += "```{definition} activation function\nWhat makes it.\n```\n"
    texts = {"first": define, "second": "## B\nTwo Activation functions.\n"}
    texts |= {"third": "## C\nIts activations, and a deactivation.\n", "fourth": "## D\nNothing.\n"}
    for lesson, text in texts.items():
        (tmp_path / lesson).mkdir()
        (tmp_path / lesson / "lesson.md").write_text(text)
    ids = [*texts, "missing"]
    usage = read_usage(tmp_path, ids)
    assert usage.glossary == read_glossary(tmp_path, ids)
    used = {each.term: usage.lessons(each) for each in usage.glossary.definitions}
    assert used == {"activation": ["third"], "activation function": ["second"]}


def test_terms_that_begin_with_what_is_typed_are_found_first() -> None:
    terms = ["exploding gradient", "gradient clipping", "Gradient", "loss"]
    texts = ["", "", "", "Its gradient is followed."]
    glossary = Glossary(
        tuple(
            Definition(term, text, "words", 0, Path("lesson.md"), 1)
            for term, text in zip(terms, texts, strict=True)
        )
    )

    def found(words: str) -> list[str]:
        return [definition.term for definition in glossary.found(words)]

    assert found("grad") == ["gradient clipping", "Gradient", "exploding gradient", "loss"]
    assert found(" gradient ") == ["Gradient", "gradient clipping", "exploding gradient", "loss"]
    assert found("") == terms
