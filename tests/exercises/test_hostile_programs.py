"""Hostile and broken programs: each ends in a sentence, within the limit and a second."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from exercises_written import BACKWARD, exercise

import lessons
from tutor.exercises.checking import check
from tutor.exercises.outcome import Outcome
from tutor.sandbox.wall import lacking

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"no wall here: {lacking()}")

ASKED = replace(exercise(), seconds=2.0)
B = "import os, sys\nimport numpy as np\ndef backward(dZ, A_prev):\n    "
COURSE = Path(next(iter(lessons.__path__)))
SOLUTION = str(COURSE / "2-2-logistic-regression/exercises/yes-or-no/solution.py")

LIMITS = {
    "an endless loop": (B + "while True: pass", "longer than 2 s and was stopped"),
    "one outside": ("while True: pass", "longer than 2 s and was stopped"),
    "one that catches all": (
        B + "while True:\n        try: os.read(99, 1)\n        except BaseException: pass",
        "longer than 2 s",
    ),
    "a sleep": (B + "import time; time.sleep(1e6)", "longer than 2 s"),
    "a fork bomb": (B + "while True: os.fork()", "Line 4 raises PermissionError"),
    "a program": (B + "import subprocess; subprocess.run(['ls'])", "Line 4 raises PermissionError"),
    "sys.exit": (B + "sys.exit(0)", "Line 4 ends Python itself; a function ends with return"),
    "sys.exit outside": ("import sys\nsys.exit(0)", "Your code ended Python itself"),
    "os._exit": (B + "os._exit(0)", "Your code ended Python itself (exit code 0), in the case"),
    "recursion": (B + "return backward(dZ, A_prev)", "Line 4 calls itself again and again"),
    "recursion that crashes": (
        B + "sys.setrecursionlimit(10**9); f = lambda g: [f([g])]; return repr(f(1)), 1",
        "Your code",
    ),
    "an allocation": (B + "return np.ones((200000, 200000)), 1", "Line 4 asks for more memory"),
    "gigabytes printed": (B + "while True: print('x' * 10**6)", "printed more than 256 kB"),
    "gigabytes of errors": (B + "while True: sys.stderr.write('x' * 10**6)", "printed more than"),
    "a closed output": (B + "sys.stdout.close(); print(1)", "Line 4 raises ValueError"),
    "closed files": (
        f"import os\nos.closerange(0, 64)\n{BACKWARD}",
        "Your code ended Python itself",
    ),
    "a crash": (B + "import ctypes; ctypes.string_at(0)", "Your code crashed Python itself"),
    "a signal": (B + "os.kill(os.getpid(), 9)", "was killed (SIGKILL), in the case “by hand”"),
    "threads": (
        B + "import threading, time\n    while True:\n"
        "        threading.Thread(target=time.sleep, args=(1e6,)).start()",
        "Line 6 raises RuntimeError",
    ),
    "numpy in pieces": (
        "import json\nimport numpy as np\nnp.asarray = np.array = np.dtype = None\n"
        "json.dumps = lambda *_, **__: '0'\n" + BACKWARD,
        "cannot be read",
    ),
    "a forged report": (
        "import os, struct\nfor fd in range(3, 20):\n    d = b'{\"value\": null}'\n"
        "    try: os.write(fd, struct.pack('>I', len(d)) + d)\n    except OSError: pass\n"
        "os._exit(0)",
        "cannot be read",
    ),
    "C": (
        "import ctypes\nctypes.CDLL(None).system(b'ls')\n" + BACKWARD,
        "Line 2 raises PermissionError: ctypes is not there for your code.",
    ),
    "an alarm": (
        B + "import signal, time; signal.signal(signal.SIGALRM, lambda *a: 1 / 0)\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(1)",
        "raises ZeroDivisionError: division by zero.",
    ),
    "a warning about what is ours": (
        "import asyncio\nasyncio.run(asyncio.sleep(1e6))\n",
        "Line 2 raises PermissionError",
    ),
    "a debugger": (B + "breakpoint()", "waits for a debugger, and nobody is there"),
    "input": (B + "return input(), 1", "Line 4 asks for input"),
    "no Python": ("def backward(dZ\n", "Python cannot read line 1: '(' was never closed."),
    "a NUL": ("a\0b", "Python cannot read"),
    "another name": ("def backwards(dZ, A_prev): pass", "It defines backwards: is that"),
    "colours": (B + "raise ValueError('\\x1b[31m')", r"Line 4 raises ValueError: \x1b[31m."),
    "an error that cannot be told": (
        B + "class E(Exception):\n        def __str__(self): raise self\n    raise E",
        "Line 6 raises E.",
    ),
}  # fmt: skip

RESULTS = {
    "always equal": ("class T:\n        def __eq__(self, o): return True\n    return T(), T()",
                     "an object of the kind T"),
    "always equal arrays": (
        "class T(np.ndarray):\n        def __eq__(self, o): return True\n"
        "    return dZ.view(T), dZ.view(T)", "dW has the shape"),
    "a generator": ("yield 1", "a generator; no value has been computed yet"),
    "itself": ("return backward, 1", "dW is the function backward itself"),
    "a huge view": ("return np.broadcast_to(0.0, (10**6, 10**6)), 1", "too large to be compared"),
    "a list within itself": ("a = []; a.append(a); return a, 1", "nested too deeply"),
    "a long list": ("return [0] * 10**6, 1", "too large"),
    "a huge number": ("return 10**5000, 1", "a whole number of more than 64 bits"),
    "objects": ("return np.array([None]), 1", "dW is an array of objects, not of numbers"),
    "words": ("return 'nothing', 1", "dW is the text 'nothing'; an array of shape (2, 4) is asked"),
    "half a character": ("return '\\ud800', 1", "dW is the text"),
    "too many": ("return 1, 2, 3", "backward gives back 3 values; 2 are asked: dW, db"),
    "one": ("return dZ", "backward gives back one array of shape (2, 3); 2 are asked"),
    "nothing": ("pass", "backward gives back None, not dW, db: does it end with return?"),
    "complex": ("return dZ @ A_prev.T * 1j, 1", "dW holds complex numbers"),
}  # fmt: skip

OUR_OWN = {
    "the engine": ("import engine\n" + BACKWARD, "Line 1 imports the engine"),
    "the engine, and caught": (
        "try:\n    from engine import Network\nexcept ImportError:\n    pass\n" + BACKWARD,
        "Line 2 imports the engine",
    ),
    "the engine by name": (
        "import importlib\n" + B + "return importlib.import_module('engine.network'), 1",
        "Line 5 imports the engine",
    ),
    "the engine past the guard": (
        "import sys\nsys.meta_path.pop(0)\nsys.path.insert(0, sys.path[0] or '.')\n"
        "sys.path[:0] = HERE\nimport engine\n" + BACKWARD,
        "Line 5 imports the engine",
    ),
    "the program": ("import tutor.exercises.tests_child\n" + BACKWARD, "Line 1 imports tutor"),
    "a solution": (f"text = open({SOLUTION!r}).read()\n" + BACKWARD, "Line 1 reads solution.py"),
    "a solution from another folder": (
        f"import os\nos.chdir(os.path.dirname(os.__file__))\nhere = os.getcwd()\n"
        f"open(os.path.relpath({SOLUTION!r})).read()\n" + BACKWARD,
        "Line 4 reads solution.py",
    ),
    "a solution through a link": (
        f"import os\nos.symlink({SOLUTION!r}, 'mine')\nopen('mine').read()\n" + BACKWARD,
        "Line 2 raises PermissionError",
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_program_that_has_no_end_of_its_own(name: str) -> None:
    code, said = LIMITS[name]
    outcome = check(ASKED, code)
    assert said in outcome.message
    _is_told(outcome)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_that_is_nothing_to_compare(name: str) -> None:
    line, said = RESULTS[name]
    outcome = check(ASKED, B + line)
    assert said in " ".join([outcome.message, *outcome.cases[0].faults.values()])
    _is_told(outcome)


@pytest.mark.parametrize("name", OUR_OWN)
def test_what_is_compared_with_is_out_of_reach(name: str) -> None:
    code, said = OUR_OWN[name]
    outcome = check(ASKED, code.replace("HERE", repr([str(COURSE.parent)])))
    assert outcome.message.startswith(said)
    _is_told(outcome)


def _is_told(outcome: Outcome) -> None:
    assert not outcome.passed
    assert outcome.mistake is None
    assert outcome.message.endswith((".", "?"))
    assert "Traceback" not in outcome.message
    assert outcome.message.isprintable()


def test_a_run_that_is_stopped_from_outside() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    outcome = check(replace(exercise(), seconds=60.0), "while True: pass", stop.is_set)
    assert outcome.stopped
    assert not outcome.passed


def test_what_a_right_program_does_besides_does_not_matter() -> None:
    prelude = (
        "import threading\ndef f():\n    while True: pass\nthreading.Thread(target=f).start()\n"
    )
    assert check(ASKED, prelude + BACKWARD + "print('\\x1b[2J')").passed
    assert check(ASKED, BACKWARD.replace("A_prev", "A")).passed
