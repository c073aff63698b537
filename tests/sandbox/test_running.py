"""Running code in a child process: what comes back, how it is stopped, what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from processes import alive, children, wait_for

from tutor.sandbox import alone, kept, running, wall
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Raised, Status
from tutor.sandbox.running import run, warm

LINUX = sys.platform == "linux"
WAYS = [pytest.param(kept, marks=pytest.mark.skipif(not LINUX, reason="forks")), alone]


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__.rpartition(".")[2])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each of the two ways to start a child, as `run` uses it."""
    monkeypatch.setattr(running, "_way", lambda: request.param)
    return request.param


def execute(code: str, wanted: tuple[str, ...] = ("got",), **options: Any) -> ChildResult:
    options.setdefault("limits", Limits(seconds=60))
    arguments = {"code": code, "wanted": wanted}
    return run("tutor.sandbox.text:execute", arguments, trusted=True, **options)


def test_values_output_and_entries_come_back(way: Any) -> None:
    result = execute(
        "import sys, numpy as np\nfrom tutor.sandbox.child import report\n"
        "report([1])\nprint('out')\nprint('err', file=sys.stderr)\nreport({'b': np.ones(2)})\n"
        "got = np.eye(2)"
    )
    assert result.status is Status.FINISHED
    assert (result.message, result.output, result.raised) == ("", "out\nerr\n", None)
    assert np.array_equal(result.value["got"], np.eye(2))
    assert result.entries[0] == [1]
    assert result.entries[1]["b"].tolist() == [1, 1]


def test_what_code_raises_is_told_with_its_line(way: Any) -> None:
    result = execute("x = 1\ndef f():\n    return [][x]\n\nf()")
    assert result.status is Status.RAISED
    assert result.raised == Raised("IndexError", "list index out of range", 3)
    assert result.message == "The code raises IndexError in line 3: list index out of range."
    result = execute("x = 1\ny = = 2")
    assert result.raised == Raised("SyntaxError", "invalid syntax", 2)


def test_what_was_told_before_the_end_is_kept(way: Any) -> None:
    code = (
        "from tutor.sandbox.child import report\nimport os\nprint('begun')\n"
        "for n in range(3): report(n)\nos._exit(7)"
    )
    result = execute(code)
    assert result.message == "The code ended Python itself (exit code 7)."
    assert (result.entries, result.output, result.value) == ((0, 1, 2), "begun\n", None)


def test_output_is_cut_at_its_limit(way: Any) -> None:
    result = execute("while True: print('x' * 99)", limits=Limits(seconds=60, output=1000))
    assert result.status is Status.TOO_MUCH
    assert len(result.output) == 1000
    goes_on = Limits(seconds=60, output=1000, cuts_output=True)
    result = execute("print('x' * 99_999)\ny = 1", ["y"], limits=goes_on)
    assert (result.value, len(result.output), result.output_cut) == ({"y": 1}, 1000, True)


def test_leaving_early_is_noticed(way: Any) -> None:
    assert execute("import os; os._exit(0)").status is Status.ENDED
    assert execute("import os; os.abort()").status is Status.CRASHED


def test_a_value_that_is_not_plain_is_told(way: Any) -> None:
    result = execute("got = object()")
    assert result.status is Status.RAISED
    assert "a object is no plain value" in result.message


def test_a_run_can_be_stopped_from_outside_and_keeps_what_was_told(
    way: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "lacking", lambda: "it writes a mark outside")
    mark = tmp_path / "mark"
    code = (
        "from tutor.sandbox.child import report\nreport(1)\nprint('x')\n"
        f"open({str(mark)!r}, 'w').close()\nwhile True: pass"
    )
    result = execute(code, stop=mark.exists)
    assert (result.status, result.message) == (Status.STOPPED, "The run was stopped.")
    assert (result.entries, result.output) == ((1,), "x\n")
    assert execute("got = 1", stop=lambda: True).status in (Status.STOPPED, Status.FINISHED)
    assert execute("got = 1").value == {"got": 1}


def test_several_threads_may_run_code_at_once(way: Any) -> None:
    with ThreadPoolExecutor(4) as beside:
        results = list(beside.map(execute, [f"got = {n}" for n in range(4)]))
    assert [result.value["got"] for result in results] == [0, 1, 2, 3]


def test_code_runs_in_a_folder_that_it_may_read(way: Any, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("1,2\n3,4\n")
    code = "import numpy as np\ngot = np.loadtxt('data.csv', delimiter=',')"
    assert execute(code, folder=tmp_path).value["got"].tolist() == [[1, 2], [3, 4]]
    named = f"got = open({str(tmp_path / 'data.csv')!r}).read()"
    assert execute(named, readable=[tmp_path / "data.csv"]).value["got"] == "1,2\n3,4\n"


def test_files_may_be_written_where_the_code_runs(way: Any) -> None:
    code = (
        "import os, tempfile, numpy as np\nnp.savez('w.npz', W=np.eye(2))\n"
        "with tempfile.TemporaryFile() as file: file.write(b'x')\n"
        "open('a', 'w').close(); os.rename('a', 'b'); os.remove('b')\n"
        "got = [float(np.load('w.npz')['W'].sum()), os.listdir('.'), os.getcwd()]"
    )
    total, names, folder = execute(code).value["got"]
    assert (total, names) == (2.0, ["w.npz"])
    assert not Path(folder).exists()


def test_warm_starts_a_process_that_the_next_run_takes(way: Any) -> None:
    while way._waiting:
        way._take().close() if way is kept else alone._kill(way._waiting.pop())
    warm()
    warm()
    assert len(way._waiting) == 1
    process = way._waiting[0].process if way is kept else way._waiting[0]
    parent = "os.getppid()" if way is kept else "os.getpid()"
    assert execute(f"import os\ngot = {parent}").value["got"] == process.pid


@pytest.mark.skipif(not LINUX, reason="keepers fork")
def test_a_keeper_that_died_is_replaced() -> None:
    execute("got = 1")
    for keeper in kept._waiting:
        keeper.process.kill()
        keeper.process.wait()
    assert execute("got = 1").value == {"got": 1}


@pytest.mark.skipif(not LINUX, reason="keepers fork")
def test_a_keeper_that_dies_on_the_way_is_told() -> None:
    keeper = kept._take()
    kept._give_back(keeper)

    def stop() -> bool:
        keeper.process.kill()
        return False

    result = execute("import time\ntime.sleep(60)", stop=stop)
    assert result.status is Status.LOST
    assert result.message.startswith("The process that watches over the code")


def test_foreign_code_is_refused_without_a_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "lacking", lambda: "there are no stones")
    result = run("tutor.sandbox.text:execute", {"code": "1 / 0"}, trusted=False)
    assert result.status is Status.REFUSED
    assert result.message == "The code is not run: there are no stones."
    result = run("tutor.sandbox.text:execute", {"code": "1 / 0"}, trusted=True)
    assert (result.status, result.walled) == (Status.RAISED, False)


def test_limits_hold_without_a_wall(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "lacking", lambda: "there are no stones")
    assert execute("x = bytearray(1 << 40)").status is Status.OUT_OF_MEMORY
    assert execute("import os\nwhile True: os.fork()").status is Status.RAISED
    assert execute("while True: pass", limits=Limits(seconds=0.5)).status is Status.TIMED_OUT


def test_where_no_wall_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        assert wall.lacking() == "only Linux can limit a process to some files"
    if LINUX:
        monkeypatch.setattr(wall.landlock, "version", lambda: 0)
        assert wall.lacking() == "this Linux kernel offers no Landlock"


PARENT = """
import signal
# Which a shell's background, and nohup, ignore.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import run
code = "import time; time.sleep(1e6)"
run("tutor.sandbox.text:execute", {"code": code}, limits=Limits(seconds=600), trusted=True)
"""


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has endless code run."""
    process = subprocess.Popen([sys.executable, "-c", PARENT], stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"])
def test_nothing_goes_on_when_its_parent_dies(parent: subprocess.Popen[bytes], name: str) -> None:
    keeper, child, folder = working(parent.pid)
    parent.send_signal(signal.Signals[name])
    parent.wait()
    wait_for(lambda: not (alive(keeper) or alive(child) or folder.exists()))


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_keeper_that_is_asked_to_leave_clears_up(
    parent: subprocess.Popen[bytes], name: str
) -> None:
    keeper, child, folder = working(parent.pid)
    os.kill(keeper, signal.Signals[name])
    wait_for(lambda: not (alive(child) or folder.exists()))
    assert parent.wait() == 0


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
def test_a_child_dies_with_its_keeper(parent: subprocess.Popen[bytes]) -> None:
    keeper, child, folder = working(parent.pid)
    os.kill(keeper, signal.SIGKILL)
    wait_for(lambda: not alive(child))
    assert parent.wait() == 0
    folder.rmdir()


def working(parent: int) -> tuple[int, int, Path]:
    """Wait until `parent` has code run; return its keeper, the child and the child's folder."""
    (keeper,) = wait_for(lambda: children(parent))
    (child,) = wait_for(lambda: children(keeper))
    folder = Path(f"/proc/{child}/cwd")
    wait_for(lambda: folder.readlink().name.startswith("nn-tutor-"))
    return keeper, child, folder.readlink()


def test_nothing_that_only_posix_has_is_needed_to_import_it() -> None:
    code = (
        "import sys, os\n"
        "for name in 'fcntl resource pwd grp pty termios'.split(): sys.modules[name] = None\n"
        "for name in 'fork getuid geteuid uname setsid O_PATH'.split(): delattr(os, name)\n"
        "import tutor.sandbox.running, tutor.sandbox.child"
    )
    if os.name == "posix":
        subprocess.run([sys.executable, "-c", code], check=True)
