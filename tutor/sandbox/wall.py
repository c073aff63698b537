"""Builds the wall round this process: files by Landlock, all else by a filter of system calls."""

from __future__ import annotations

import os
import signal
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from tutor.sandbox import kernel, landlock, seccomp
from tutor.sandbox.limits import Limits, impose

# What libraries read besides their own folders: other libraries, clocks, random numbers.
_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"),
    *("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/random", "/dev/zero"),
)


def lacking() -> str:
    """Return why no wall can be built on this system, in words for users; "" if one can."""
    if sys.platform != "linux":
        return "only Linux can limit a process to some files"
    if not landlock.version():
        return "this Linux kernel offers no Landlock"
    if not seccomp.known_machine():
        return f"it is not known how to filter system calls on {os.uname().machine}"
    return ""


def limits_alone() -> str:
    """Return a sentence for those whose code runs without a wall here; "" where it has one."""
    lack = lacking()
    return f"The code runs with limits alone, for no wall can be put round it: {lack}." * bool(lack)


def enclose(
    limits: Limits, watcher: int, *, walled: bool, readable: Sequence[str], folder: str
) -> None:
    """Limit what this process may take and, if `walled`, wall it in, for good.

    It then reads Python and `readable`, writes in `folder`, and dies with the process `watcher`
    that started it. No other process can be started in either case. Raise OSError if the kernel
    refuses.
    """
    filtered = sys.platform == "linux" and seccomp.known_machine()
    impose(limits, forbid_processes=not filtered)
    if sys.platform != "linux":
        return
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if walled:
        kernel.drop_capabilities()
        package = Path(__file__).parent.parent
        landlock.restrict(
            readable=[*_python_folders(), *_SYSTEM, str(package), *readable],
            listed=[str(package.parent)],
            writable=[folder, "/dev/null"],
        )
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != watcher:  # it died before it could be said
        os._exit(1)
    if filtered:
        seccomp.restrict(refuse_truncate=landlock.version() < 3)


def _python_folders() -> list[str]:
    """Return where Python and the libraries installed for it lie."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    libraries = {f"{prefix}/{name}" for prefix in prefixes for name in ("lib", "lib64")}
    packages = {path for path in sys.path if path.endswith("-packages")}
    paths = sysconfig.get_paths()
    named = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return sorted(libraries | packages | named)
