"""The forms that the file of progress has had, and the way from each to the next."""

from __future__ import annotations

from tutor.progress.schema import Schema

_FIRST = """
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    outcome TEXT NOT NULL,
    seed INTEGER NOT NULL,
    confidence TEXT
);
CREATE INDEX attempts_by_question ON attempts (lesson, question);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    page INTEGER NOT NULL
);
CREATE INDEX visits_by_lesson ON visits (lesson, page);
CREATE TABLE tests (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    unit TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)
"""

# Pages were numbers, counted from 0: "#3" is the fourth, whatever it is called. Attempts and tests
# get a name that is the same wherever a copy of the file is brought to this form.
_SECOND = """
ALTER TABLE attempts RENAME TO attempts_before;
ALTER TABLE visits RENAME TO visits_before;
ALTER TABLE tests RENAME TO tests_before;
DROP INDEX attempts_by_question;
DROP INDEX visits_by_lesson;
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    version TEXT NOT NULL,
    answer TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    outcome TEXT NOT NULL,
    seed INTEGER NOT NULL,
    confidence TEXT
);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    page TEXT NOT NULL
);
CREATE TABLE tests (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    at REAL NOT NULL,
    unit TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
);
CREATE TABLE tasks (name TEXT PRIMARY KEY, at REAL NOT NULL, epoch INTEGER NOT NULL);
INSERT INTO attempts SELECT
    id, name_of(id, at, lesson, question, answer, seed), CAST(at AS REAL), CAST(lesson AS TEXT),
    CAST(question AS TEXT), '', CAST(answer AS TEXT), MIN(MAX(CAST(score AS REAL), 0.0), 1.0),
    CAST(outcome AS TEXT), CAST(seed AS INTEGER), confidence
    FROM attempts_before;
INSERT INTO visits SELECT id, CAST(at AS REAL), CAST(lesson AS TEXT), '#' || COALESCE(page, 0)
    FROM visits_before;
INSERT INTO tests SELECT
    id, name_of(id, at, unit, score), CAST(at AS REAL), CAST(unit AS TEXT),
    MIN(MAX(CAST(score AS REAL), 0.0), 1.0)
    FROM tests_before;
INSERT INTO tasks SELECT name, 0, CAST(value AS INTEGER) FROM settings WHERE name GLOB 'task: *';
DELETE FROM settings WHERE name GLOB 'task: *';
DROP TABLE attempts_before;
DROP TABLE visits_before;
DROP TABLE tests_before;
CREATE INDEX attempts_by_question ON attempts (lesson, question, score);
CREATE INDEX visits_by_lesson ON visits (lesson, page)
"""

# What helped an answer is kept with it, and guesses that were passed over.
_THIRD = """
ALTER TABLE attempts ADD COLUMN hints INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN aid TEXT NOT NULL DEFAULT '';
CREATE TABLE skips (
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (lesson, question)
)
"""

# A card says when a question is due again; it follows from its attempts and is made anew where
# they change by more than one that is added. What `stale` names has a card that is behind.
_FOURTH = """
ALTER TABLE attempts ADD COLUMN slips TEXT NOT NULL DEFAULT '';
CREATE TABLE cards (
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    due REAL NOT NULL,
    stability REAL NOT NULL,
    last REAL NOT NULL,
    missed INTEGER NOT NULL,
    memory TEXT NOT NULL,
    upto INTEGER NOT NULL,
    PRIMARY KEY (lesson, question)
);
CREATE TABLE stale (
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (lesson, question)
);
INSERT INTO stale SELECT DISTINCT lesson, question FROM attempts;
CREATE TRIGGER attempt_added AFTER INSERT ON attempts BEGIN
    INSERT OR IGNORE INTO stale VALUES (new.lesson, new.question);
END;
CREATE TRIGGER attempt_removed AFTER DELETE ON attempts BEGIN
    DELETE FROM cards WHERE lesson = old.lesson AND question = old.question;
    INSERT OR IGNORE INTO stale VALUES (old.lesson, old.question);
END;
CREATE TRIGGER attempt_moved AFTER UPDATE OF lesson, question ON attempts BEGIN
    DELETE FROM cards WHERE lesson = old.lesson AND question = old.question;
    DELETE FROM cards WHERE lesson = new.lesson AND question = new.question;
    INSERT OR IGNORE INTO stale VALUES (old.lesson, old.question);
    INSERT OR IGNORE INTO stale VALUES (new.lesson, new.question);
END;
CREATE INDEX attempts_by_confidence ON attempts (confidence, score) WHERE confidence IS NOT NULL;
CREATE INDEX attempts_with_slips ON attempts (slips) WHERE slips <> ''
"""


def _name_of(*values: object) -> str:
    from hashlib import sha256

    return sha256(repr(values).encode("utf-8", "replace")).hexdigest()[:32]


PROGRESS = Schema(
    what="progress",
    application_id=0x6E6E7475,  # "nntu"
    ladder=(_FIRST, _SECOND, _THIRD, _FOURTH),
    tables={
        "attempts": (
            *("uid", "at", "lesson", "question", "version"),
            *("answer", "score", "outcome", "seed", "confidence", "hints", "aid"),
            "slips",
        ),
        "cards": ("lesson", "question", "due", "stability", "last", "missed", "memory", "upto"),
        "stale": ("lesson", "question"),
        "visits": ("at", "lesson", "page"),
        "skips": ("lesson", "question", "at"),
        "tests": ("uid", "at", "unit", "score"),
        "tasks": ("name", "at", "epoch"),
        "settings": ("name", "value"),
    },
    derived=("cards", "stale"),
    functions={"name_of": _name_of},
)

# The newest of a name is what counts; what has a name of its own is never there twice.
AGAIN = {
    "attempts": "ON CONFLICT (uid) DO NOTHING",
    "tests": "ON CONFLICT (uid) DO NOTHING",
    "skips": "ON CONFLICT (lesson, question) DO NOTHING",
    "tasks": "ON CONFLICT (name) DO UPDATE SET at = excluded.at, epoch = excluded.epoch",
    "settings": "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
}
