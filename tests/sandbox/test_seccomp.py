"""The filter of system calls, judged by a little machine of our own, for both processors."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from tutor.sandbox import seccomp

ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CALLS = {  # on x86_64 and aarch64
    "read": (0, 63),
    "openat": (257, 56),
    "clone": (56, 220),
    "kill": (62, 129),
    "tgkill": (234, 131),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "fcntl": (72, 25),
    "ioctl": (16, 29),
    "truncate": (76, 45),
}
OWN = 4711
ALLOWED, REFUSED, UNKNOWN, KILLED = (
    0x7FFF0000,
    0x50000 | errno.EPERM,
    0x50000 | errno.ENOSYS,
    1 << 31,
)


def judge(
    machine: str, number: int, *arguments: int, on: str = "", refuse_truncate: bool = False
) -> int:
    """Return what the filter for `machine` says of a call on the machine `on`."""
    words = {0: number, 4: ARCHITECTURE[on or machine]}
    words |= {16 + 8 * n: value & 0xFFFFFFFF for n, value in enumerate(arguments)}
    program = seccomp.program(machine, OWN, refuse_truncate)
    at, loaded = 0, 0
    while True:
        code, if_true, if_false, constant = program[at]
        at += 1
        match code:
            case 0x20:
                loaded = words.get(constant, 0)
            case 0x06:
                return constant
            case 0x15:
                at += if_true if loaded == constant else if_false
            case 0x35:
                at += if_true if loaded >= constant else if_false
            case 0x45:
                at += if_true if loaded & constant else if_false


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return request.param


def call(machine: str, name: str, *arguments: int) -> int:
    return judge(machine, CALLS[name][machine == "aarch64"], *arguments)


def test_every_refused_call_is_refused_and_common_ones_are_not(machine: str) -> None:
    for numbers in seccomp.REFUSED.values():
        number = numbers[machine == "aarch64"]
        assert number is None or judge(machine, number) == REFUSED
    assert call(machine, "read") == call(machine, "openat") == ALLOWED


def test_threads_may_be_started_but_no_processes(machine: str) -> None:
    assert call(machine, "clone", 0x3D0F00) == ALLOWED
    assert call(machine, "clone", 0x1200011) == REFUSED


def test_signals_and_limits_reach_the_process_itself_alone(machine: str) -> None:
    for name in ("kill", "tgkill", "prlimit64"):
        assert call(machine, name, OWN) == ALLOWED
        assert call(machine, name, 1) == REFUSED
        assert call(machine, name, -1) == REFUSED
    assert call(machine, "prlimit64", 0) == ALLOWED
    assert call(machine, "prctl", 1, 0) == REFUSED
    assert call(machine, "prctl", 15) == ALLOWED
    assert call(machine, "fcntl", 3, 8, 1) == REFUSED
    assert call(machine, "fcntl", 3, 3) == ALLOWED


def test_files_are_asked_harmless_things_alone(machine: str) -> None:
    assert call(machine, "ioctl", 1, 0x5401) == ALLOWED
    assert call(machine, "ioctl", 0, 0x5412) == REFUSED


def test_calls_of_later_kernels_and_of_other_processors(machine: str) -> None:
    assert judge(machine, 435) == judge(machine, 425) == judge(machine, 999) == UNKNOWN
    assert judge(machine, 437) == judge(machine, 439) == ALLOWED
    assert judge(machine, 0x40000000 | 59) == UNKNOWN
    other = "aarch64" if machine == "x86_64" else "x86_64"
    assert judge(machine, 0, on=other) == KILLED


def test_truncating_is_refused_where_landlock_does_not_judge_it(machine: str) -> None:
    number = CALLS["truncate"][machine == "aarch64"]
    assert judge(machine, number) == ALLOWED
    assert judge(machine, number, refuse_truncate=True) == REFUSED


HEADERS = (
    ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", 0),
    ("/usr/include/asm-generic/unistd.h", 1),  # aarch64 uses it as it stands
)


@pytest.mark.parametrize(("header", "column"), HEADERS)
def test_the_numbers_are_those_of_the_kernels_headers(header: str, column: int) -> None:
    if not Path(header).exists():
        pytest.skip("no headers of the kernel here")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)", Path(header).read_text())
    numbers = {name: int(number) for name, number in defined}
    for name, pair in (seccomp.REFUSED | CALLS).items():
        assert numbers.get(name) == pair[column], name
