"""Starts processes of this package's own, which then wait for their jobs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_START = "import sys; sys.path.append(sys.argv[1]); from {module} import main; main()"
_ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
# All that such a process sees of this one's environment: what Python needs, and where to write.
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


def start(module: str) -> subprocess.Popen[bytes]:
    """Start `main` of the module in a Python and a session of its own, with pipes to speak by."""
    package = Path(__file__).parent.parent
    code = _START.format(module=module)
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", code, str(package.parent)],
        cwd=package,
        env=_ONE_THREAD | {key: os.environ[key] for key in _KEPT if key in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,
    )
