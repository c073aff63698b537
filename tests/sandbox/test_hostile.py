"""Hostile programs: each ends in a sentence, and nothing outside its folder has changed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from processes import children

from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status
from tutor.sandbox.running import run
from tutor.sandbox.wall import lacking

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"no wall here: {lacking()}")

C = "import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\n"


def execute(code: str, **limits: float) -> ChildResult:
    return run(
        "tutor.sandbox.text:execute",
        {"code": code, "wanted": ["got"]},
        limits=Limits(**{"seconds": 10, **limits}),
        trusted=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of somebody's, with a file, a database, and a folder in it."""
    home = tmp_path / "home"
    (home / "inner").mkdir(parents=True)
    (home / "file").write_text("precious")
    (home / "inner" / "file").write_text("precious too")
    with sqlite3.connect(home / "base.db") as base:
        base.execute("create table t (x)")
    base.close()
    return home


def state(folder: Path) -> list[tuple[str, int, int, int, bytes]]:
    """Everything that could be changed in a folder and what is in it."""
    found = []
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        marks = b"".join(map(os.fsencode, os.listxattr(path))) if hasattr(os, "listxattr") else b""
        data = path.read_bytes() if path.is_file() else b""
        found.append((str(path), about.st_mode, about.st_mtime_ns, about.st_nlink, data + marks))
    return found


OUTSIDE = {
    "write": "open(H + '/file', 'w')",
    "append": "open(H + '/file', 'a').write('x')",
    "new file": "open(H + '/new', 'x')",
    "remove": "os.remove(H + '/file')",
    "rmtree": "import shutil; shutil.rmtree(H)",
    "rename": "os.rename(H + '/file', H + '/other')",
    "rename out": "os.rename(H + '/file', 'mine')",
    "rename in": "open('mine', 'w').close(); os.rename('mine', H + '/file')",
    "truncate": "os.truncate(H + '/file', 0)",
    "truncate by opening": "os.open(H + '/file', os.O_RDONLY | os.O_TRUNC)",
    "symlink": "os.symlink('/', H + '/link')",
    "symlink of its own": "os.symlink(H, 'mine')",
    "link": "os.link(H + '/file', 'mine')",
    "link there": "open('mine', 'w').close(); os.link('mine', H + '/mine')",
    "mkdir": "os.mkdir(H + '/new')",
    "mkfifo": "os.mkfifo(H + '/pipe')",
    "mkfifo of its own": "os.mkfifo('pipe')",
    "mknod": "os.mknod(H + '/node')",
    "sqlite": "import sqlite3; b = sqlite3.connect(H + '/base.db'); b.execute('drop table t')",
    "dir_fd": "os.unlink('file', dir_fd=os.open(H, os.O_RDONLY))",
    "dir_fd without reading": "os.unlink('file', dir_fd=os.open(H, os.O_PATH))",
    "chdir": "os.chdir(H); os.remove('file')",
    "chmod": "os.chmod(H + '/file', 0o777)",
    "chown": "os.chown(H + '/file', os.getuid(), os.getgid())",
    "utime": "os.utime(H + '/file', (0, 0))",
    "xattr": "os.setxattr(H + '/file', 'user.x', b'1')",
    "read": "open(H + '/file').read()",
    "list": "os.listdir(H)",
    "passwords": "open('/etc/passwd').read()",
    "home": "os.listdir('/root'); os.listdir('/home')",
    "of the kernel": "open('/proc/self/environ').read()",
    "memory of the parent": "open(f'/proc/{os.getppid()}/mem', 'r+b')",
    "memory of itself": "open('/proc/self/mem', 'r+b')",
    "kill": "import signal; os.kill(os.getppid(), signal.SIGTERM)",
    "kill everybody": "import signal; os.kill(-1, signal.SIGTERM)",
    "signal softly": "os.kill(os.getppid(), 0)",
    "pidfd": "os.pidfd_open(os.getppid())",
    "priority": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "processors": "os.sched_setaffinity(os.getppid(), {0})",
    "limits of the parent": "import resource; resource.prlimit(os.getppid(), resource.RLIMIT_CPU, "
    "(1, 1))",
    "signal by a file": "import fcntl; r, w = os.pipe(); fcntl.fcntl(r, fcntl.F_SETOWN, "
    "os.getppid())",
    "system": "assert os.system('true') == 0",
    "subprocess": "import subprocess; subprocess.run(['/bin/true'], check=True)",
    "spawnv_passfds": "import _posixsubprocess, sys; from multiprocessing import util; "
    "util.spawnv_passfds(b'/bin/true', [b'true'], [])",
    "posix_spawn": "os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)",
    "exec": "os.execv('/bin/true', ['true'])",
    "fork": "os.fork()",
    "fork server": "import multiprocessing as m; p = m.Process(target=print); p.start()",
    "tcp": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "udp": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "unix socket": "import socket; socket.socket(socket.AF_UNIX)",
    "pair of sockets": "import socket; socket.socketpair()",
    "new world": "c.unshare(0x10000000) == 0 or E()",
    "ctypes unlink": "c.unlink((H + '/file').encode()) == 0 or E()",
    "ctypes system": "c.system(b'true') == 0 or E()",
    "ctypes execve": "c.execv(b'/bin/true', (ctypes.c_char_p * 2)(b'true', None)); E()",
    "ctypes chmod": "c.chmod((H + '/file').encode(), 0o777) == 0 or E()",
    "ctypes fork": "c.fork() >= 0 or E()",
    "ctypes ptrace": "c.ptrace(16, os.getppid(), None, None) == 0 or E()",
    "io_uring": "c.syscall(425, 8, bytes(120)) >= 0 or E()",
    "chmod of a later kernel": "c.syscall(452, -100, (H + '/file').encode(), 0o777, 0) == 0 or E()",
    "clone3": "c.syscall(435, bytes(88), 88) >= 0 or E()",
    "outlive the parent": "c.prctl(1, 0, 0, 0, 0) == 0 or E()",
    "shared memory": "c.shmget(77, 4096, 0o1600) >= 0 or E()",
    "watch": "c.inotify_init() >= 0 or E()",
    "flags of a file": "import fcntl, sys, array; f = os.open(ctypes.__file__, os.O_RDONLY); "
    "fcntl.ioctl(f, 0x40086602, bytes(8))",
}


REFUSALS = ("PermissionError", "OSError", "OperationalError", "AssertionError")


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_is_read_changed_started_or_called(name: str, home: Path) -> None:
    before = state(home)
    prelude = f"{C}H = {str(home)!r}\ndef E(): raise OSError(ctypes.get_errno(), 'no')\n"
    result = execute(prelude + OUTSIDE[name])
    assert result.walled
    assert state(home) == before
    assert result.status is Status.RAISED, result
    assert result.raised and result.raised.kind in REFUSALS
    assert result.message.startswith(f"The code raises {result.raised.kind} in line ")


ENDLESS = {
    "loop": "while True: pass",
    "sleep": "import time; time.sleep(1e6)",
    "sleep without a break": "ctypes.PyDLL(None).sleep(1000000)",
    "number": "10 ** 10 ** 10",
    "signals ignored": "import signal\nfor n in range(1, 65):\n"
    " try: signal.signal(n, signal.SIG_IGN)\n except (OSError, ValueError): pass\nwhile True: pass",
    "handler": "import signal\nsignal.signal(signal.SIGTERM, lambda *a: None)\nsignal.pause()",
    "stopped": "import signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "thread": "import threading; t = threading.Thread(target=lambda: [0 for _ in iter(int, 1)])\n"
    "t.start(); t.join()",
    "closed descriptors": "os.closerange(0, 64)\nwhile True: pass",
    "session of its own": "try: os.setsid()\nexcept OSError: pass\nwhile True: pass",
    "caught": "while True:\n try:\n  while True: pass\n except BaseException: pass",
    "closed stdout": "import sys; sys.stdout.close(); os.close(1); os.close(3)\nwhile True: pass",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_ended(name: str) -> None:
    result = execute(C + ENDLESS[name], seconds=0.5)
    assert result.status is Status.TIMED_OUT
    assert result.message == "The code took longer than 0.5 s and was stopped."


def test_threads_and_exit_handlers_are_not_waited_for() -> None:
    code = (
        "import atexit, threading, time\natexit.register(time.sleep, 1e6)\n"
        "threading.Thread(target=time.sleep, args=(1e6,)).start()\ngot = 1"
    )
    assert execute(code, seconds=60).value == {"got": 1}


TOO_MUCH = {
    "prints": ("while True: print('x' * 1000)", Status.TOO_MUCH, "printed more than 1 MB"),
    "raw prints": ("while True: os.write(1, bytes(99999))", Status.TOO_MUCH, "printed more than"),
    "errors": ("while True: os.write(2, bytes(99999))", Status.TOO_MUCH, "printed more than"),
    "memory": ("x = bytearray(1 << 40)", Status.OUT_OF_MEMORY, "more than 1 GB of memory"),
    "lists": ("x = [0]\nwhile True: x += x", Status.OUT_OF_MEMORY, "more than 1 GB of memory"),
    "arrays": (
        "import numpy as np; np.ones((10**6, 10**6))",
        Status.OUT_OF_MEMORY,
        "more than 1 GB of memory",
    ),
    "recursion": ("def f(): f()\nf()", Status.RAISED, "raises RecursionError in line 3: maximum"),
    "a large file": ("open('f', 'wb').write(bytes(1 << 22))", Status.RAISED, "File too large"),
    "many files": (
        "i = 0\nwhile True: open(str(i := i + 1), 'w').close()",
        Status.TOO_MUCH,
        "wrote more than 64 MB or 1000 files",
    ),
    "large files": (
        "for i in range(900): open(str(i), 'wb').write(bytes(1 << 20))\nwhile True: pass",
        Status.TOO_MUCH,
        "wrote more than 64 MB or 1000 files",
    ),
    "folders": ("while True: os.mkdir('d'); os.chdir('d')", Status.RAISED, "PermissionError"),
    "descriptors": ("while True: os.dup(1)", Status.RAISED, "Too many open files"),
    "fork bomb": ("while True: os.fork()", Status.RAISED, "Operation not permitted"),
    "told": (
        "from tutor.sandbox.child import report\nwhile True: report('x' * 99999)",
        Status.TOO_MUCH,
        "gave back more than 1 MB",
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_takes_too_much_is_ended(name: str) -> None:
    code, status, words = TOO_MUCH[name]
    result = execute(C + code, seconds=60, report=1 << 20)
    assert result.status is status, result
    assert words in result.message
    assert len(result.output) <= 4 << 20


def test_too_many_threads_are_ended() -> None:
    code = (
        "import threading, time\nthreading.stack_size(1 << 16)\n"
        "while True: threading.Thread(target=time.sleep, args=(1e6,)).start()"
    )
    result = execute(code, seconds=60, memory=1 << 36)
    assert result.status is Status.TOO_MUCH
    assert result.message == "The code started more than 64 threads and was stopped."


DEEP = {
    "python": "import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "c": "import itertools\nx = iter(())\nfor _ in range(10**6): x = itertools.chain(x)\nnext(x)",
}


@pytest.mark.parametrize("name", DEEP)
def test_recursion_without_a_limit_is_told(name: str) -> None:
    result = execute(DEEP[name], seconds=60, memory=150 << 20)
    assert result.status in (Status.CRASHED, Status.OUT_OF_MEMORY, Status.RAISED)
    assert result.message.endswith(".")


LEAVES = {
    "sys.exit": ("import sys; sys.exit('done')", "ended Python itself by sys.exit(done)."),
    "quit": ("raise SystemExit", "ended Python itself by sys.exit(None)."),
    "_exit": ("os._exit(0)", "ended Python itself (exit code 0)."),
    "_exit 3": ("os._exit(3)", "ended Python itself (exit code 3)."),
    "abort": ("os.abort()", "crashed Python itself (SIGABRT)."),
    "killed": ("os.kill(os.getpid(), 9)", "was killed"),
    "crash": ("ctypes.string_at(0)", "crashed Python itself (SIGSEGV)."),
    "report closed": ("os.close(3)", "ended Python itself (exit code 0)."),
    "by a thread": (
        "import threading, time\nthreading.Thread(target=os._exit, args=(0,)).start()\n"
        "time.sleep(60)",
        "ended Python itself (exit code 0).",
    ),
    "interrupt": ("raise KeyboardInterrupt", "raises KeyboardInterrupt in line 3"),
}


@pytest.mark.parametrize("name", LEAVES)
def test_who_leaves_early_is_noticed(name: str) -> None:
    code, words = LEAVES[name]
    result = execute(C + code, seconds=60)
    assert result.status not in (Status.FINISHED, Status.TIMED_OUT)
    assert words in result.message


FORGED = {
    "rubbish": "os.write(3, b'\\0\\0\\0\\5rubbish, and more')",
    "no value": "os.write(3, b'\\0\\0\\0\\2[]')",
    "deep": "d = b'[' * 10**5 + b']' * 10**5; os.write(3, len(d).to_bytes(4, 'big') + d)",
    "no array": """d = b'{"value": {"$array": ["O", [1], ""]}}'
os.write(3, len(d).to_bytes(4, 'big') + d)""",
    "too large an array": """d = b'{"value": {"$array": ["<f8", [1e999, 2], "AAAA"]}}'
os.write(3, len(d).to_bytes(4, 'big') + d)""",
    "odd exception": """d = b'{"raised": {"kind": [], "text": {}, "line": "x"}}'
os.write(3, len(d).to_bytes(4, 'big') + d)""",
    "long number": "d = b'1' * 10**6; os.write(3, len(d).to_bytes(4, 'big') + d)",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_report_is_noticed(name: str) -> None:
    result = execute(f"{C}{FORGED[name]}\nos._exit(0)")
    assert result.status is Status.UNREADABLE
    assert result.message == "What the code reported cannot be read."


def test_a_frame_that_promises_more_than_comes_is_no_report() -> None:
    assert execute(C + "os.write(3, b'\\xff\\xff\\xff\\xff{}')").status is Status.ENDED


def test_nothing_a_terminal_obeys_gets_out() -> None:
    evil = "\\x1b]0;title\\x07\\x1b[2J\\x9b31m\\u202e\\ud800"
    code = (
        "from tutor.sandbox.child import report\n"
        f"e = '{evil}'\nprint(e)\nreport({{e: [e]}})\ngot = e"
    )
    result = execute(code)
    shown = [result.output, result.value["got"], *result.entries[0], *result.entries[0].values()]
    shown.append(execute(f"raise ValueError('{evil}')").message)
    shown.append(execute(f"import sys; sys.exit('{evil}')").message)
    shown.append(execute(f"class E(Exception): pass\nE.__name__ = '{evil}'\nraise E").message)
    for text in map(str, shown):
        assert not set(text) & set("\x1b\x07\x9b\u202e\ud800")
    assert "\\x1b]0;title" in result.output


def test_the_folder_is_gone_and_each_run_begins_anew(tmp_path: Path) -> None:
    code = "import os, numpy\nopen('f', 'w').write('x')\nnumpy.pi = 3\ngot = [os.getcwd(), "
    first = execute(code + "numpy.random.rand()]").value["got"]
    second = execute("import os, numpy\ngot = [numpy.pi, numpy.random.rand(), os.listdir('.')]")
    assert not Path(first[0]).exists()
    assert second.value["got"][0] > 3.1
    assert second.value["got"][1] != first[1]
    assert second.value["got"][2] == []


def test_no_zombie_is_left_of_what_was_stopped() -> None:
    for code in ("import time; time.sleep(1e6)", "print('x' * 10**7)", "1 / 0"):
        execute(code, seconds=0.3)
    for keeper in children(os.getpid()):
        assert not children(keeper)
