"""What is recorded of a program: its own values, in their places, whatever the program does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tutor.programs.program import Program, program_of_text
from tutor.programs.recorded import Event, Recorded
from tutor.programs.running import look_at, run_program


def recorded(code: str, seconds: float = 60, **options: int) -> Recorded:
    return run_program(Program("code.py", code), seconds=seconds, **options)


def told(code: str) -> list[tuple[int, str, str | None]]:
    run = recorded(code)
    assert run.message == ""
    return [(each.line, each.place.text, each.name) for each in run.operations]


def only(run: Recorded, text: str) -> Event:
    found = [each for each in run.operations if each.place.text == text]
    assert len(found) == 1
    return found[0]


def test_one_line_becomes_its_operations_in_the_order_of_python() -> None:
    code = "import numpy as np\nm = 4\ndZ = np.ones((2, m))\nA = np.ones((3, m))\n"
    assert told(code + "dW = (1 / m) * dZ @ A.T")[3:] == [
        (5, "1 / m", None),
        (5, "(1 / m) * dZ", None),
        (5, "A.T", None),
        (5, "(1 / m) * dZ @ A.T", "dW"),
    ]


FORMATTED = r"""import numpy as np
a, d, n = np.arange(4.0), {"k": 3.0}, 2
print(f"ä {np.mean(a):.3f} {np.mean(a):.{n}f} {a.sum()=:.1f} {{x}} {d['k'] * 2!r:>5} {n + 1}/{n}")
print("a {no}" f"é{a.min() != 1}"
    rf"\d{a[2]}" "{no}", "%.1f" % a.std(), "{:.1f}".format(a.var()))
print(f'''{{ \N{BULLET}
 {a.max() +
   a.min()} {'x:y'.upper()} {f'{a.prod() / 2:.2f}'}''')
"""


def test_a_comparison_with_a_text_is_no_operation() -> None:
    code = 'if __name__ == "__main__":\n    n = 4\nif n > 3 and "relu" in ("relu",):\n    m = n + 1'
    assert told(code) == [(2, "n", "n"), (3, "n > 3", None), (4, "n + 1", "m")]


def test_what_a_formatted_text_computes_is_told_at_its_place() -> None:
    run = recorded(FORMATTED)
    printed = "ä 1.500 1.50 a.sum()=6.0 {x}   6.0 3/2\na {no}éTrue\\d2.0{no} 1.1 1.2\n"
    assert (run.message, run.output) == ("", printed + "{ •\n 3.0 X:Y 0.00\n")
    texts = ["np.mean(a)", "np.mean(a)", "a.sum()", "d['k'] * 2", "a.min()", "a.min() != 1", "a[2]"]
    texts += ["a.std()", "a.var()", "a.max()", "a.min()", "a.max() + a.min()"]
    texts += ["a.prod()", "a.prod() / 2"]
    places = [each.place for each in run.operations if each.line > 2]
    assert [each.text for each in places] == texts
    lines = FORMATTED.split("\n")
    for each in (place for place in places if place.line == place.end_line):
        assert lines[each.line - 1][each.column : each.end_column] == each.text
    assert [each.column for each in places if each.text == "np.mean(a)"] == [11, 28]


@pytest.mark.parametrize(
    "target",
    ['p["W" + str(l + 1)]', 'p["W" + str(2 - l)]', 'p[f"W{l + 1}"]', "W[l]", "W[l - 1 + 1]"],
)
def test_what_is_changed_in_place_is_told_however_its_key_is_put_together(target: str) -> None:
    code = "import numpy as np\nW = [np.ones(2), np.ones(2)]\np = {'W1': W[0], 'W2': W[1]}\nl = 1\n"
    run = recorded(code + f"{target} -= 0.5 * np.ones(2)")
    assert run.message == ""
    changed = [each for each in run.operations if each.place.kind == "change"]
    assert (changed[0].name, changed[0].value.plain) == (target.replace('"', "'"), [0.5, 0.5])
    assert changed[0].operands[0].value.plain == [1.0, 1.0]


def test_values_are_copies_of_what_was_there_then() -> None:
    run = recorded("import numpy as np\nW = np.ones(3)\nfor i in range(3):\n    W -= 0.5")
    changes = [each.value.plain for each in run.operations if each.place.kind == "change"]
    assert changes == [[0.5] * 3, [0.0] * 3, [-0.5] * 3]
    changed = [each for each in run.operations if each.place.kind == "change"]
    olds = [each.operands[0].value.plain for each in changed]
    assert olds == [[1.0] * 3, [0.5] * 3, [0.0] * 3]


def test_a_list_is_told_as_it_was_then() -> None:
    run = recorded("W = [[1, 2], [3, 4]]\nrow = W[0]\nW[0][1] = 9\nlast = W[0]")
    told = [each.value.plain for each in run.operations if each.place.text == "W[0]"]
    assert told == [[1, 2], [1, 9]]


def test_a_view_shows_what_was_changed_through_the_other_name() -> None:
    run = recorded("import numpy as np\na = np.zeros((2, 3))\nb = a.T\na += 1\nc = b * 1")
    assert only(run, "b * 1").value.plain == [[1.0, 1.0]] * 3


def test_an_index_set_in_place_is_a_change_of_the_array() -> None:
    run = recorded("import numpy as np\nd = np.arange(3.0)\nd[d > 0] = 9")
    assert (run.operations[-1].name, run.operations[-1].value.plain) == ("d", [0.0, 9.0, 9.0])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("class N:\n    pass\nn = N()\nn.W1 = 2 * 3", "n.W1"),
        ("grads = {}\ngrads['dW1'] = 2 * 3", "grads['dW1']"),
        ("dW = [0]\ndW[0] = 2 * 3", "dW[0]"),
        ("a, b = 1, 2 * 3", "b"),
        ("def f():\n    return 1, 6\na, b = f()", "b"),
        ("x: int = 2 * 3", "x"),
        ("if (n := 2 * 3):\n    pass", "n"),
    ],
)
def test_what_is_assigned_gives_its_name(code: str, name: str) -> None:
    named = [each for each in recorded(code).operations if each.name == name]
    assert [each.value.plain for each in named] == [6]


def test_operands_are_those_of_the_same_call() -> None:
    code = "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nx = fib(6)"
    run = recorded(code)
    sums = [each for each in run.operations if each.place.text == "fib(n - 1) + fib(n - 2)"]
    assert len(sums) == 12
    for each in sums:
        assert each.value.plain == sum(operand.value.plain for operand in each.operands)


def test_the_tree_knows_calls_loops_and_turns() -> None:
    code = (
        "def f(k):\n    for j in range(2):\n        if j == 1 == k:\n            return j * 7\n"
        "        j * 5\nfor i in range(3):\n    f(i)\n    i * 11\n0.5 * 2"
    )
    run = recorded(code)

    def paths(text: str) -> list[list[object]]:
        events = [each for each in run.operations if each.place.text == text]
        nodes = [[run.nodes[n] for n in run.path(each.node)[1:]] for each in events]
        return [[n.turn if n.turn is not None else n.site.name for n in p if n.site] for p in nodes]

    assert paths("j * 7") == [["i", 1, "f", "j", 1]]
    assert paths("i * 11") == [["i", 0], ["i", 1], ["i", 2]]
    assert paths("0.5 * 2") == [[]]


def test_a_recording_changes_nothing_that_the_program_does() -> None:
    code = (
        '"""Doc."""\nfrom __future__ import annotations\nimport functools\n'
        "class A:\n    def __init__(self, x):\n        self.__x = x\n"
        "    @property\n    def x(self):\n        return self.__x\n"
        "class B(A):\n    def __init__(self):\n        super().__init__(3)\n"
        "def g():\n    '''doc'''\n    for k in range(3):\n        yield k * 2\n"
        "@functools.lru_cache\ndef h(a, *b, c=2, **d):\n    'doc h'\n    return a + sum(b) + c\n"
        "match [1, 2 * 1]:\n    case [a, b] if b > a:\n        got = a + b\n    case _:\n"
        "        got = 0\nz = [i * j for i in range(3) for j in range(2) if i != j]\n"
        "w = {k: -v for k, v in zip('ab', (1, 2))}\n"
        "t = 1 if got else 2\n"
        "n = 5\nwhile n > 0:\n    n -= 2\nelse:\n    n = n * 10\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    caught = str(e)\n"
        "lam = lambda q, r=2: q ** r\n"
        "text = f'{got * 2:>{n + 20}}'\n"
        "a = b = n * 1\n(c, *rest) = [k + 1 for k in g()]\ndel b\n"
        "print(B().x, list(g()), g.__doc__, h(1, 2, c=4), h.__wrapped__.__doc__, got, z, w, t)\n"
        "print(n, caught, lam(3), text, c, rest, __doc__, 0 < n < 3, not n, __name__)\n"
    )
    from tutor.sandbox.running import run

    plainly = run("tutor.sandbox.text:execute", {"code": code}, trusted=True)
    assert plainly.message == ""
    assert recorded(code).output == plainly.output


def test_what_raises_is_told_with_its_line_and_what_was_done_until_then() -> None:
    run = recorded("import numpy as np\na = np.ones((2, 3))\nb = np.ones((2, 3))\nc = a @ b\n")
    assert (run.line, len(run.operations)) == (4, 2)
    assert run.message == (
        "The code raises ValueError in line 4: in a @ b, a is (2, 3) and b is (2, 3): the 3 "
        "columns of a and the 2 rows of b have to be equally many."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c = v @ a.T", "the 2 numbers of v and the 3 rows of a.T have to be equally many"),
        ("c = np.exp(a) + b", "in np.exp(a) + b, np.exp(a) is (2, 3) and b is (4, 1): cell by"),
        ("a -= 0.1 * a.T", "a is (2, 3) and 0.1 * a.T is (3, 2): cell by cell, 2 meets 3 and 3"),
        ("v += np.ones((2, 2))", "the first cannot hold what comes out"),
        ("c = a.reshape(4, 4)", "6 numbers do not fill the shape (4,4)"),
        ("c = np.einsum('ij,jk', a, a)", "a is (2, 3) and a is (2, 3): what has one letter has"),
        ("c = a[:, 3]", "index 3 goes beyond axis 1, whose size is 3: indices count from 0"),
        ("c = v[0, 1]", "an array with ndim = 1 is given 2 indices"),
        ("c = v.sum(axis=1)", "an array with ndim = 1 has no axis 1"),
        ("c = np.concatenate([a, b])", "along axis 1, array 0 has the size 3 and array 1 the size"),
        ("c = np.concatenate([a, v])", "array 0 has ndim = 2 and array 1 ndim = 1"),
        ("c = np.concatenate(a, b)", "stand in brackets, as in np.concatenate((a, b))"),
        ("c = np.stack([v, a])", "arrays that are stacked have to be of one shape"),
        ("a[0] = v", "what is put in has the shape (2,), and the place for it (3,)"),
        ("c = np.arange(3)\nc -= 0.5", "an array of int64 cannot hold what subtract gives"),
        ("c = a[v > 5, v > 5, v > 5]", "an array with ndim = 2 is given 3 indices"),
        ("c = b[v > 0]", "2 truths choose along axis 0, whose size is 4"),
        ("c = a @ 2", "matmul multiplies arrays, and its operand 1, counted from 0, is a single"),
        ("if v > 0: pass", "ask .any() or .all() of it"),
        ("c = np.array([[1, 2], [3]])", "its rows are not equally long"),
        ("c = np.linalg.inv(np.zeros((2, 2)))", "the matrix has no inverse"),
        ("c = a[0.5]", "an index is a whole number, a slice, or an array of"),
        ("c = a[v / 3]", "an index is a whole number, a slice, or an array of"),
        ("c = np.zeros(3, 4)", "several sizes stand in brackets"),
        ("c = float(v)", "an array of several numbers stands where a single number is taken"),
        ("c = a.transpose(0, 1, 2)", "it names other axes than the array has"),
        ("for k in range(4000): d = v + 1\nc = a @ a", "the 3 columns of the left one and the 2"),
    ],
)
def test_shapes_that_do_not_fit_are_told_with_their_operands(line: str, said: str) -> None:
    made = "import numpy as np\na, b, v = np.ones((2, 3)), np.ones((4, 1)), np.ones(2)\n"
    run = recorded(f"{made}{line}\n")
    assert said in run.message


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import no_such_package",
            "Line 1 imports what is neither installed here nor in its folder",
        ),
        (
            "from argparse import ArgumentParser\np = ArgumentParser()\np.add_argument('rate')\n"
            "p.parse_args()",
            "It said last: code.py: error: the following arguments are required: rate",
        ),
        ("import sys\nn = int(sys.argv[1])", "Here sys.argv holds the program's name alone"),
        ("import sys\nx = 1 + 1\nsys.exit('no data')", "by sys.exit(no data)."),
    ],
)
def test_why_it_ended_early_is_told(code: str, said: str) -> None:
    assert said in recorded(code).message


def test_a_call_behind_a_program_has_no_line_of_the_file() -> None:
    run = run_program(program_of_text("code", "x = 1 + 1\n", "y = 2\nfoo(3)"))
    assert "NameError in the call y = 2; foo(3)" in run.message


@pytest.mark.parametrize("body", ["pass", "x = x * 1.5"])
def test_an_endless_loop_shows_what_it_did(body: str) -> None:
    run = recorded(f"x = 2 * 3\nwhile True:\n    {body}", seconds=1)
    assert run.message.startswith("The program ran for 1 s and was stopped in line ")
    assert run.operations[0].value.plain == 6


def test_a_window_shows_the_same_run_elsewhere() -> None:
    code = (
        "import numpy as np, random\nx = np.random.randn(2) + np.random.default_rng().random()\n"
        "for i in range(50):\n    x = x + random.random()\n"
    )
    whole, part = recorded(code), recorded(code, start=60, keep=20)
    assert part.total == whole.total
    inside = [each for each in whole.operations if 60 <= each.number < 80]
    assert [(each.number, each.place.text) for each in inside] == [
        (each.number, each.place.text) for each in part.operations
    ]
    for one, other in zip(inside, part.operations, strict=True):
        assert np.array_equal(one.value.array, other.value.array)


def test_an_iteration_far_away_is_looked_at_by_a_second_run() -> None:
    program = Program("code.py", "x = 0\nfor i in range(9000):\n    x = x + i\n")
    run = look_at(program, iteration=8000)
    first = [each for each in run.operations if each.node in run.inside(iteration=8000)]
    assert [each.value.plain for each in first] == [sum(range(8001))]


def test_a_large_array_shows_a_corner_and_its_range() -> None:
    run = recorded("import numpy as np\na = np.arange(400_000.0).reshape(400, 1000) * 1")
    value = run.operations[-1].value
    assert (value.shape, value.cut, value.array[1, 1]) == ((400, 1000), True, 1001)
    assert value.range == (0, 399_999)


def test_its_folder_may_be_read_and_its_modules_run_without_being_stepped_into(
    tmp_path: Path,
) -> None:
    (tmp_path / "data.csv").write_text("1,2\n3,4\n")
    (tmp_path / "mine.py").write_text("def twice(x):\n    return x * 2\n")
    code = "import numpy as np\nfrom mine import twice\nX = np.loadtxt('data.csv', delimiter=',')\n"
    run = run_program(Program("code.py", code + "Y = twice(X)", tmp_path))
    assert run.message == ""
    assert [each.place.text for each in run.operations[-1:]] == ["twice(X)"]
    assert run.operations[-1].value.plain == [[2, 4], [6, 8]]


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos._exit(3)",
        "import sys\nsys.exit('bye')",
        "raise BaseException",
        "def f():\n    f()\nf()",
        "x = [0] * 10**12",
        "import os\nos.kill(os.getppid(), 9)",
        "open('/etc/passwd', 'w')",
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nos",
        "import builtins\nbuiltins.__nn_tutor_tell__ = None\n1 + 1",
        "from tutor.sandbox.child import report\nreport({'events': 3})\nraise ValueError",
        "import os\nos.write(3, b'rubbish' * 99)",
        "import ctypes\nctypes.string_at(0)",
        "print('\\x1b[2J' * 9)\nraise ValueError('\\x1b[31m')",
        "class A:\n    __array__ = 3\n    def __eq__(self, o): raise SystemExit(3)\nA() == A()",
        "int('9' * 4000) * 10 ** 400\n1 / 0",
    ],
)
def test_hostile_code_is_told_of_and_raises_nothing(code: str) -> None:
    run = recorded(code)
    assert run.message
    assert "\x1b" not in run.message + run.output


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("import os\nos._exit(3)", "ended Python itself"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "was killed"),
        ("import ctypes\nctypes.string_at(0)", "crashed Python itself"),
        ("input('how many? ')", "waits for something to be typed"),
        ("raise PermissionError('a.npy')", "(a.npy): a program may read"),
        ("np.ones((100_000, 100_000))", "more than 2 GB of memory"),
        ("import sys\nsys.exit('enough')", "sys.exit(enough)"),
        ("import sys\nsys.exit(0)", ""),
    ],
)
def test_what_was_done_before_an_end_is_shown(ending: str, said: str) -> None:
    run = recorded(f"import numpy as np\nb = np.ones(2) * 3\n{ending}")
    assert only(run, "np.ones(2) * 3").value.plain == [3.0, 3.0]
    assert said in run.message
    assert bool(said) == bool(run.message)


@pytest.mark.parametrize(
    "printing",
    [
        "print('y' * 5_000_000)",
        "import sys\nfor _ in range(99): print('e' * 99_999, file=sys.stderr)",
        "import os\nfor _ in range(99): os.write(1, b'z' * 99_999)",
    ],
)
def test_much_output_is_cut_and_the_program_runs_on(printing: str) -> None:
    run = recorded(f"{printing}\nb = 3 * 4")
    assert (run.message, only(run, "3 * 4").value.plain, len(run.output)) == ("", 12, 1 << 20)
    assert "output is left out" in " ".join(run.remarks)


@pytest.mark.parametrize("caught", ["BaseException", "Exception"])
def test_a_loop_without_end_that_catches_everything_ends_in_time(caught: str) -> None:
    code = f"while True:\n    try:\n        1 + 1\n    except {caught}:\n        pass"
    run = recorded(code, seconds=0.3)
    assert "ran for 0.3 s and was stopped" in run.message
    assert run.total > len(run.operations) > 0


def test_large_arrays_are_kept_for_some_iterations() -> None:
    code = "import numpy as np\nX = np.ones((100, 2000))\nfor i in range(9):\n    X = X * 2"
    assert recorded(code).is_whole


def test_a_loop_that_sets_cell_by_cell_is_told_by_what_it_changes() -> None:
    code = (
        "import numpy as np\nout = np.zeros((40, 40))\nmask = np.zeros((40, 40), bool)\n"
        "for i in range(40):\n    for j in range(40):\n        out[i, j] = i * j + 0.5\n"
        "    mask[i, i] = i % 2\nend = out * 1\nlast = ~mask\n"
    )
    run = recorded(code, keep=6000)
    assert run.is_whole and run.message == ""
    assert np.array_equal(only(run, "out * 1").value.array, np.outer(range(40), range(40)) + 0.5)
    assert only(run, "~mask").value.plain[1][:3] == [True, False, True]
    sets = [each for each in run.operations if each.place.text == "out[i, j] = i * j + 0.5"]
    assert len(sets) == 1600
    assert [np.count_nonzero(each.value.array) for each in sets] == list(range(1, 1601))
    assert {each.value.dtype for each in run.operations if each.name == "mask"} == {"bool"}


@pytest.mark.parametrize(
    "key",
    [
        "events",
        "nodes",
        "forms",
        "formed",
        "numbers",
        "ranges",
        "bits",
        "changes",
        "places",
        "memory",
    ],
)
@pytest.mark.parametrize("rubbish", [None, 3, "x", [[-1, 2]], {"a": 1}, np.full((3, 5), 99)])
def test_a_false_report_is_refused_or_read_whole(key: str, rubbish: object) -> None:
    from tutor.programs.instrument import instrument
    from tutor.programs.recorded import unpack
    from tutor.programs.recording import Recorder

    _, map = instrument("x = 1 + 2")
    recorder = Recorder(0, 9)
    recorder.tell(0, 3)
    array = np.zeros(99)
    recorder.tell(0, array)
    array[3] = 1
    recorder.tell(0, array)
    recorder.tell(0, array > 0)
    recorder.tell(0, np.zeros(200_000))
    good = recorder.packed()
    assert len(unpack([good], Program("c", ""), map).operations) == 5
    try:
        unpack([good | {key: rubbish}], Program("c", ""), map)
    except ValueError:
        return
    assert key in ("ranges", "changes", "places")


def test_absent_plots_do_nothing_and_are_told_of() -> None:
    run = recorded(
        "import seaborn.objects as so\nfrom tqdm import tqdm\nso.Plot([1]).add(2).show()\n"
        "for i in tqdm(range(2)):\n    i * 2"
    )
    assert run.message == ""
    assert [each.value.plain for each in run.operations][-2:] == [0, 2]
    assert {"seaborn", "tqdm"} >= set(run.pretended)


@pytest.mark.parametrize(
    "code",
    [
        "import matplotlib.pyplot as plt\nfig, (a, b, c) = plt.subplots(1, 3)\nline, = a.plot(y)",
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (10, 5)\nplt.plot(y)",
        "from matplotlib import cm\nn, bins, patches = cm.hist(y)\nlow = bins[0] * 1.1 + y",
        "import matplotlib.pyplot as plt\nfor a in plt.subplots(2, 2)[1].flat: a.plot(y)",
        "from mpl_toolkits.mplot3d import Axes3D",
        "from numba import jit, njit, prange\n@njit\ndef f(x): return x + 1\n"
        "@jit(nopython=True)\ndef g(x): return f(x)\nassert [g(i) for i in prange(2)] == [1, 2]",
        "from tqdm import trange\nassert list(trange(2, 4)) == [2, 3]",
        "from tqdm.auto import tqdm\nbar = tqdm(range(3))\nfor i in bar: bar.set_postfix(i=i)",
        "from tqdm import tqdm\nwith tqdm(total=3) as bar: bar.update(1)\ntqdm.write('x')",
        "from IPython.display import clear_output\nclear_output(wait=True)",
    ],
)
def test_what_draws_does_nothing_however_it_is_written(code: str) -> None:
    run = recorded(f"import numpy as np\ny = np.ones(2) * 3\n{code}\nz = y + 1")
    assert run.message == "" and only(run, "y + 1").value.plain == [4.0, 4.0]


def test_what_is_no_real_number_is_told_of() -> None:
    code = "import numpy as np\na = np.array([1j, 2])\nb = a * 2\nd = np.array(['a'])\n"
    code += "e = d.astype('S')\nc = abs(a)"
    assert recorded(code).remarks == [
        "Real numbers alone are shown; left out: complex numbers (line 2), texts (line 4)."
    ]
    assert recorded("name = 'a' + 'b'\nx = 1 + 2").remarks == []


def test_tabs_are_the_program_s_own_and_are_shown_as_columns() -> None:
    run = recorded("for i in range(1):\n\tx = len('a\tb')\n\ty = x *\t2 + 1")
    assert run.operations[0].place.text.startswith("len(") and run.operations[0].value.plain == 3
    spot = run.operations[-1].place
    assert spot.text.replace(" ", "") == "x*2+1"
    assert run.program.lines[2][spot.column : spot.end_column] == spot.text


def test_a_relative_import_is_one_of_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text("from .more import two\ndef f(x):\n    return x * two\n")
    (tmp_path / "more.py").write_text("two = 2")
    code = "from .layers import f\nfrom . import more\nx = f(3) + more.two"
    run = run_program(Program("code.py", code, tmp_path), seconds=60)
    assert run.message == "" and only(run, "f(3) + more.two").value.plain == 8


def test_a_change_of_what_one_layer_of_a_list_holds_is_told() -> None:
    code = "from types import SimpleNamespace\nimport numpy as np\n"
    code += "net = [SimpleNamespace(W=np.ones(2))]\nfor k in range(1):\n    net[k].W -= 0.5"
    change = only(recorded(code), "net[k].W -= 0.5")
    assert (change.name, change.operands[0].value.plain) == ("net[k].W", [1.0, 1.0])


def test_what_is_done_to_the_data_leaves_room_for_the_training() -> None:
    prepared = "\n".join(f"X = X * {number}.5" for number in range(30))
    letters = "count = sum([int(letter) for letter in '1' * 450])"
    code = f"{letters}\nX = np.ones((200, 400))\n{prepared}\n{TRAINING}"
    run = run_program(Program("code.py", f"import numpy as np\n{code}"))
    told = [event.place.text for event in run.operations]
    assert "h @ V" in told
    assert told.count("g.sum()") > 3, "the training goes round several times"


TRAINING = """
W, V = np.ones((400, 3)), np.ones((3, 1))
for i in range(300):
    h = X[:20] @ W
    out = h @ V
    g = 2 * out
    V = V - 1e-9 * h.T @ g
    shown = g.sum()
"""


def test_texts_and_prints_are_no_operations_that_fill_what_is_kept() -> None:
    lines = "for i in range(9000):\n    print('-' * 40, 'turn %d' % i)\ny = np.ones(2) + 1\n"
    run = run_program(Program("code.py", f"import numpy as np\n{lines}"))
    assert [each.place.text for each in run.operations[-2:]] == ["np.ones(2)", "np.ones(2) + 1"]
    assert run.is_whole


def test_that_masks_are_not_shown_is_said() -> None:
    made = "import numpy as np\nx = np.ones(3) * 2\n"
    assert not recorded(made).remarks
    run = recorded(f"{made}y = np.ma.masked_greater(x, 1)\nz = y.mean()\n")
    assert "Masked arrays (line 3) are shown without their masks" in " ".join(run.remarks)
