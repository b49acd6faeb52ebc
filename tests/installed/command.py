"""The installed command, run as a user runs it: nothing of the checkout in reach, a home of its own, few variables."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
AS_OF = "2026-06-30"
_PATIENCE = 60.0

# A process starts with the peak of the one it was forked from; this one is small, so that what it reports is true.
_MEASURE = """
import os, sys
child = os.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)))
os._exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Run(NamedTuple):
    """What one start of the command gave: status, what it printed, and its peak of memory in bytes."""

    status: int
    out: bytes
    err: str
    peak: int

    @property
    def text(self) -> str:
        return self.out.decode()


class Command(NamedTuple):
    """An installed command and the folder its runs live in."""

    path: Path
    wheel: Path
    home: Path

    def __call__(
        self,
        *arguments: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        home: Path | None = None,
    ) -> Run:
        """Run the command to its end, however it ends."""
        variables = {"HOME": str(home or self.home), "PATH": os.defpath, **(env or {})}
        with tempfile.TemporaryDirectory() as aside:
            peak = Path(aside, "peak")
            words = [sys.executable, "-I", "-S", "-c", _MEASURE, peak, self.path, *arguments]
            process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=variables,
                cwd=cwd or self.home, start_new_session=True,
            )  # fmt: skip
            late = threading.Timer(_PATIENCE, os.killpg, (process.pid, 9))
            late.start()
            try:
                out, err = process.communicate()
            finally:
                late.cancel()
            measured = int(peak.read_text()) if peak.exists() else 0
        return Run(process.returncode, out, err.decode(), measured)

    def python(self, *arguments: str | Path, **more: Any) -> Run:
        """Run the interpreter that the command is installed for."""
        return self._replace(path=self.path.with_name("python"))(*arguments, **more)

    def check(self, pack: Path, *options: str | Path, **more: Any) -> Run:
        """Judge a pack at the date that the samples were written for."""
        return self("check", pack, "--as-of", AS_OF, *options, **more)
