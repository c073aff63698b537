"""A filter of system calls (seccomp): no processes, no network, nobody else's processes, no marks
on files, for good (Linux on x86_64 and aarch64).

Landlock says which files may be opened; this says no to what Landlock does not judge. What the
kernel learned after its call 424 is refused too, but for a few harmless calls.
https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from tutor.sandbox.kernel import PR_SET_PDEATHSIG, PR_SET_SECCOMP, prctl

_COLUMN = {"x86_64": 0, "aarch64": 1}
_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# The numbers of refused calls on x86_64 and on aarch64; None where there is no such call.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other programs and processes, and worlds of one's own with new rights in them
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "unshare": (272, 97),
    "setns": (308, 268),
    # the network, and sockets in files
    "socket": (41, 198),
    "socketpair": (53, 199),
    # processes that are there already
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "sched_setaffinity": (203, 122),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # rights, owners, times and marks of files
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "lchown": (94, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    # what would outlive the process
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # what happens elsewhere, and doors into the kernel that no lesson needs
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "syslog": (103, 116),
    "modify_ldt": (154, None),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
}
_TRUNCATE = (76, 45)  # Landlock judges it from version 3 on

_FIRST_NEW = 424
_ALLOWED_NEW = (436, 437, 439, 441, 449)  # close_range openat2 faccessat2 epoll_pwait2 futex_waitv

# Calls that are judged by one of their arguments.
_CLONE, _KILL, _TGKILL, _PRLIMIT = (56, 220), (62, 129), (234, 131), (302, 261)
_PRCTL, _FCNTL, _IOCTL = (157, 167), (72, 25), (16, 29)
_CLONE_THREAD = 0x10000
_OWNER_OF_SIGNALS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: a signal sent by a file
# TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX: what Python asks of a file
_QUESTIONS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)

# Instructions of the filter's little machine.
_LOAD, _IF_EQUAL, _IF_BITS, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where the loaded word stands; 8 bytes an argument
_ALLOW, _KILL_PROCESS, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_MODE_FILTER = 2

Program = list[tuple[int, int, int, int]]  # code, jump if true, jump if false, constant


def known_machine() -> bool:
    """Return whether the numbers of this processor's system calls are known."""
    return os.uname().machine in _COLUMN and struct.calcsize("P") == 8


def restrict(refuse_truncate: bool) -> None:
    """Refuse the calls above to this process for good.

    The process must have given up new privileges. Raise OSError if the kernel refuses.
    """
    filtered = program(os.uname().machine, os.getpid(), refuse_truncate)
    filters = b"".join(struct.pack("=HBBI", *instruction) for instruction in filtered)
    kept = ctypes.create_string_buffer(filters, len(filters))
    prctl(PR_SET_SECCOMP, _MODE_FILTER, struct.pack("@HP", len(filtered), ctypes.addressof(kept)))


def program(machine: str, process: int, refuse_truncate: bool) -> Program:
    """Return the filter for a processor and the process that it will hold."""
    column = _COLUMN[machine]
    named = [*REFUSED.values(), *([_TRUNCATE] if refuse_truncate else [])]
    rules: Program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, _AUDIT_ARCHITECTURE[machine]),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for allowed in _ALLOWED_NEW:
        rules += _case(allowed, [(_RETURN, 0, 0, _ALLOW)])
    # No such call: the C library then asks in the older way, which is judged below.
    rules += [(_IF_AT_LEAST, 0, 1, _FIRST_NEW), _error(errno.ENOSYS)]
    for numbers in named:
        if (number := numbers[column]) is not None:
            rules += _case(number, [_error(errno.EPERM)])
    rules += _case(_CLONE[column], _if_any(_IF_BITS, 0, (_CLONE_THREAD,)))
    for call in (_KILL, _TGKILL):
        rules += _case(call[column], _if_any(_IF_EQUAL, 0, (process,)))
    rules += _case(_PRLIMIT[column], _if_any(_IF_EQUAL, 0, (0, process)))
    rules += _case(_IOCTL[column], _if_any(_IF_EQUAL, 1, _QUESTIONS))
    rules += _case(_PRCTL[column], _unless_any(0, (PR_SET_PDEATHSIG,)))
    rules += _case(_FCNTL[column], _unless_any(1, _OWNER_OF_SIGNALS))
    return [*rules, (_RETURN, 0, 0, _ALLOW)]


def _case(number: int, then: Program) -> Program:
    """Return what does `then`, which returns, if the call has this number."""
    return [(_IF_EQUAL, 0, len(then), number), *then]


def _if_any(test: int, argument: int, constants: tuple[int, ...]) -> Program:
    """Return what allows the call if the argument passes the test with one of the constants."""
    return _judge(test, argument, constants, (_RETURN, 0, 0, _ALLOW), _error(errno.EPERM))


def _unless_any(argument: int, constants: tuple[int, ...]) -> Program:
    """Return what allows the call if the argument is none of the constants."""
    return _judge(_IF_EQUAL, argument, constants, _error(errno.EPERM), (_RETURN, 0, 0, _ALLOW))


def _judge(
    test: int,
    argument: int,
    constants: tuple[int, ...],
    passed: tuple[int, int, int, int],
    failed: tuple[int, int, int, int],
) -> Program:
    rules: Program = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument)]
    for constant in constants:
        rules += [(test, 0, 1, constant), passed]
    return [*rules, failed]


def _error(number: int) -> tuple[int, int, int, int]:
    return (_RETURN, 0, 0, _ERROR | number)
