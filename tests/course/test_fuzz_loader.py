"""Whatever stands in a course's files: a course or a CourseError, and in 200 MB."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.course.check import check_course
from tutor.course.faults import CourseError
from tutor.course.files import LARGEST_FILE, LONGEST_LINE
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_course, load_lesson
from tutor.course.search import Search

SAMPLE = Path(__file__).with_name("sample")
FILES = ("course.yaml", "1-1-kinds/lesson.md", "1-1-kinds/quiz.yaml", "1-2-parts/lesson.md")

# What breaks parsers: brackets, fences, YAML's signs, maths, other scripts, numbers, controls.
SIGNS = "[]{}()<>|*_`~#&!%@:;,-+=?\\/'\"$^\n\t \x00\x1b\u202e\ufeff\u2028"
WORDS = r"""
    ``` ~~~ $$ {{a}} {{a/0}} {{ }} [[n]] &a *a <<: null true no 0 -1 1e999 9**9**9 0x10 .inf .nan
    1_000 ٣ 🙂 שלום é ../../etc/passwd (1-2-parts#x) <b> m] ^{ _ %% -- 1/0 answer: step:0 !!int
    \frac{ \begin{pmatrix} \\ \left( \end{cases}
"""
LINES = [
    "```{plot}\n",
    "```{question} one\n```\n",
    "---\n",
    "## ",
    "? ",
    "- ",
    "\r\n",
    "kind: order\n",
    "cover: none\n",
    "renamed:\n",
    "hints:\n",
    "- hints: [a]\n",
    "task: {text: a, when: b}\n",
]
PREDICTED = """  - id: guess
    kind: predict
    variables: {a: {from: 2, to: 9}, b: {choose: [1, 2]}, c: {formula: a + b}}
    where: [a != b, a < c]
    prompt: What is {{a}} times {{b}}, below {{c}}?
    compute: {formula: a * b}
    right: Yes.
    otherwise: Multiply.

"""
TOKENS = [*SIGNS, *WORDS.split(), *LINES]


# What the sample does not hold, each put before or behind a piece of it.
ADDED = [
    ("course.yaml", "units:\n", "renamed:\n  gone: 1-2-parts\n  gone#a: 1-2-parts#callouts\n"),
    ("course.yaml", "units:\n", "  1-1-kinds/old: 1-1-kinds/one\n"),
    ("1-1-kinds/quiz.yaml", "    hint: Use", "    hints: [Count on from two., '{{a}} and two.']\n"),
    ("1-1-kinds/quiz.yaml", "  - id: third\n", PREDICTED),
    ("1-1-kinds/lesson.md", "", "\n## Guess\n\n```{question} guess\ncover: none\n```\n\nSeen.\n"),
    ("1-2-parts/lesson.md", "", "\n```{plot}\ncurves: [x]\ndomain: [0, 1]\npoint: 0\n"),
    ("1-2-parts/lesson.md", "", "task: {id: end, text: Go, when: x > 0.5}\n```\n"),
]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return full_course(tmp_path)


def full_course(folder: Path) -> Path:
    """Copy the sample into a folder, and put the rest of what a course may say into it."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    for name, place, piece in ADDED:
        text = (folder / name).read_text()
        assert place in text
        text = text.replace(place, piece + place, 1) if place else text + piece
        (folder / name).write_text(text)
    return folder


def attempt(course: Path) -> bool:
    """Load the course in every way; return whether it could be loaded."""
    try:
        Search.read(course, read_index(course)).find("slope")
        load_course(course)
    except CourseError as error:
        assert error.faults
        assert all(fault.line >= 1 and fault.message for fault in error.faults)
        return False
    return True


def mutated(text: str, chance: random.Random) -> str:
    """Return the text with up to six pieces deleted, doubled, moved or put in."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 1, 3, 10, 40, 200]))
        piece = chance.choice(
            ["", chance.choice(TOKENS), text[start:end] * 2, chance.choice(TOKENS) * 60]
        )
        text = text[:start] + piece + text[end:]
    return text


def fuzz(course: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    originals = {name: (course / name).read_text() for name in FILES}
    loaded = 0
    for _ in range(rounds):
        name = chance.choice(FILES)
        (course / name).write_text(mutated(originals[name], chance), newline="")
        loaded += attempt(course)
        (course / name).write_text(originals[name])
    assert 0 < loaded < rounds  # the fuzzing is neither toothless nor blunt


def test_the_course_that_is_mutated_has_no_fault(course: Path) -> None:
    assert check_course(course, run_code=False) == []


def test_a_hundred_mutated_files(course: Path) -> None:
    fuzz(course, rounds=100, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_mutated_files(course: Path, seed: int) -> None:
    fuzz(course, rounds=10_000, seed=100 + seed)


@given(
    name=st.sampled_from(FILES),
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(TOKENS), max_size=60).map(lambda parts: "".join(parts).encode()),
    ),
)
@settings(max_examples=40, deadline=None)
def test_any_content_at_all(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    course = full_course(tmp_path_factory.mktemp("any", numbered=True))
    (course / name).write_bytes(content)
    attempt(course)


def test_mutated_files_are_checked_without_a_traceback(course: Path) -> None:
    chance = random.Random(7)
    originals = {name: (course / name).read_text() for name in FILES}
    for _ in range(60):
        name = chance.choice(FILES)
        (course / name).write_text(mutated(originals[name], chance), newline="")
        for fault in check_course(course, run_code=False):
            assert str(fault)
        (course / name).write_text(originals[name])


def nasty(unit: str) -> str:
    """Return as much of `unit` as a course's file may hold, on lines as long as they may be."""
    row = unit * (LONGEST_LINE // len(unit)) if "\n" not in unit else unit
    count = min((LARGEST_FILE - 200) // (len((row + "\n").encode())), 3_900)
    return (row if "\n" in unit else row + "\n") * count


NASTY_WORDS = "[ ![ [a]( ** ` $x_{ ${ \\ | <a שלום ' \" ! 9 &a {a:"
NASTY_LINES = [
    *("> ", "*a ", "$x ", "- ", "a: ", "{}, ", "? ", "## a\n", "```\n", "- a\n", "  - a\n"),
    *("```{note}\na\n```\n", "|a|\n|-|\n", "$$\na\n$$\n", "  - id: a\n", "a: 1\n"),
    "  - id: a\n    kind: single\n    options: [{}, {}]\n",
]


def nasty_courses(every: int) -> Iterator[tuple[str, str]]:
    """Yield the file and the text of each; of those that repeat a unit, only `every` so many."""
    for unit in (*NASTY_WORDS.split(), *NASTY_LINES)[::every]:
        yield "1-1-kinds/lesson.md", HEAD + nasty(unit)
        yield "1-1-kinds/quiz.yaml", "questions:\n" + nasty(unit)
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    yield "1-1-kinds/quiz.yaml", "a0: &a0 [x]\n" + bomb
    yield "1-1-kinds/lesson.md", "x" * (1 << 20)
    yield "1-1-kinds/quiz.yaml", "prompt: " + "x" * (1 << 26)
    formula = "  - {id: a, kind: numeric, prompt: x, answer: 9**9**9, right: a, otherwise: b}\n"
    yield "1-1-kinds/quiz.yaml", "questions:\n" + formula * 500


HEAD = "---\ntitle: T\nobjectives: [O]\nminutes: 5\n---\n## Page\n"
TIMES_AN_ORDINARY_ONE = 15


def seconds_to_load(course: Path, name: str, content: str) -> float:
    """Return the processor's time for a lesson of which one file is another."""
    original = (course / name).read_text()
    (course / name).write_text(content)
    start = time.process_time()
    try:
        load_lesson(course, "1-1-kinds")
    except CourseError as error:
        assert error.faults
    seconds = time.process_time() - start
    (course / name).write_text(original)
    return seconds


def load_nasty_courses(course: Path, contents: list[tuple[str, str]]) -> None:
    """Load each of the nasty courses in turn; run in a process whose memory is limited.

    The measure is a lesson of the same size with nothing nasty in it, taken anew now and then.
    """
    ordinary = HEAD + nasty("a *b* c ")
    for number, (name, content) in enumerate(contents):
        if number % 10 == 0:
            usual = seconds_to_load(course, "1-1-kinds/lesson.md", ordinary)
        seconds = seconds_to_load(course, name, content)
        assert seconds < TIMES_AN_ORDINARY_ONE * usual, f"{name}: {seconds:.1f} s {content[:80]!r}"


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_nasty_files_take_neither_time_nor_memory(course: Path, every: int) -> None:
    program = f"""
import importlib.util, pathlib, re, resource, sys
spec = importlib.util.spec_from_file_location("nasty", {str(Path(__file__))!r})
nasty = importlib.util.module_from_spec(spec)
spec.loader.exec_module(nasty)
course = pathlib.Path({str(course)!r})
nasty.load_course(course)  # everything is imported by now
contents = list(nasty.nasty_courses({every}))
status = pathlib.Path("/proc/self/status").read_text()
used = int(re.search(r"VmSize:\\s+(\\d+)", status)[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (used + 200 * 2**20,) * 2)
nasty.load_nasty_courses(course, contents)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_shipped_lessons_survive_mutation(tmp_path: Path) -> None:
    shutil.copytree(shipped_course(), tmp_path, dirs_exist_ok=True)
    chance = random.Random(11)
    names = [path for path in sorted(tmp_path.glob("*/*")) if path.suffix in (".md", ".yaml")]
    for _ in range(100):
        path = chance.choice(names)
        original = path.read_text()
        path.write_text(mutated(original, chance), newline="")
        try:
            load_lesson(tmp_path, path.parent.name)
        except CourseError as error:
            assert error.faults
        path.write_text(original)
