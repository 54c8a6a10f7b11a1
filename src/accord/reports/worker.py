"""Parsing in a process of its own: a parser that hangs, swells or crashes takes nothing with it.

One long-lived Python process parses one document at a time. Frames (a length of 8 bytes, then
MessagePack) go both ways over pipes; nothing is unpickled on either side. Where the platform has
`resource`, the worker's address space and its CPU seconds per document are limited. When the wall
clock runs out, or the worker dies, it is put away and the next document gets a fresh one.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import IO

import msgspec

from accord.reports.draft import Draft, Fault, Part, Piece
from accord.reports.formats import Job, parse
from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

_START = "from accord.reports.worker import main; main()"
_GRACE = 10.0
_pieces = list[Draft | Part | Fault]


class Worker:
    """A parsing process, started when first needed. Use as a context manager, or call `close`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def parse(self, job: Job) -> list[Piece]:
        """What `formats.parse` yields for `job`, or one Fault ("timeout", "broken")."""
        fresh = self._process is None
        process = self._process or self._start()
        answer: list[bytes] = []
        thread = threading.Thread(target=_exchange, args=(process, job, answer), daemon=True)
        thread.start()
        # Starting Python and loading a parser is not the document's fault: it gets its own time.
        thread.join(job.settings.time_limit + (_GRACE if fresh else 0))
        if thread.is_alive():
            self.close()
            thread.join(_GRACE)
            limit = f"Parsing took longer than {job.settings.time_limit:g} seconds."
            return [_fault("timeout", limit)]
        if not answer:
            return [self._died()]
        return list(msgspec.msgpack.decode(answer[0], type=_pieces))

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _quietly(pipe.close)

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        # One thread for numerical libraries: their pools count against the address space.
        single = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        environment = {**os.environ, "PYTHONPATH": path, **single}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        return self._process

    def _died(self) -> Fault:
        """The worker ended without an answer: by its CPU limit, or because a parser crashed."""
        process = self._process
        code = process.wait() if process else 0
        self.close()
        if code == -24:  # SIGXCPU
            return _fault("timeout", "Parsing used more processor time than allowed.")
        return _fault("broken", "Its parser crashed on it.")


def _exchange(process: subprocess.Popen[bytes], job: Job, answer: list[bytes]) -> None:
    """Send a job and wait for the answer; leaves `answer` empty if the worker went away."""
    try:
        if process.stdin and process.stdout:
            _send(process.stdin, msgspec.msgpack.encode(job))
            frame = _receive(process.stdout)
            if frame is not None:
                answer.append(frame)
    except (OSError, ValueError):
        # A broken or closed pipe: the worker died or was put away, which the caller sees.
        return


def _quietly(call: Callable[[], None]) -> None:
    """Close a pipe whose other end may be gone with bytes still unsent."""
    try:
        call()
    except OSError:
        return


def _fault(code: str, message: str) -> Fault:
    return Fault(code=code, line=UnreadableError(code, message).line)


def _send(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(8, "big"))
    stream.write(frame)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    head: bytes = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    frame: bytes = stream.read(size)
    return frame if len(frame) == size else None


def main() -> None:
    """Run as the worker: parse jobs from standard input until it ends."""
    # Parsers log what they find odd in a document; that is nobody's to read here.
    logging.disable(logging.CRITICAL)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a parser prints must not get between the frames.
    os.dup2(2, 1)
    limited = False
    while (frame := _receive(source)) is not None:
        job = msgspec.msgpack.decode(frame, type=Job)
        if not limited:
            _limit_memory(job.settings.worker_memory)
            limited = True
        _limit_processor(job.settings.time_limit)
        pieces = list(parse(job))
        _send(target, msgspec.msgpack.encode(pieces))


def _limit_memory(limit: int) -> None:
    """Bound the address space, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    except (ValueError, OSError):
        # macOS refuses this limit; the wall clock still holds.
        return


def _limit_processor(seconds: float) -> None:
    """Bound the CPU seconds of the next document: what was used so far, and its own time."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    bound = int(used.ru_utime + used.ru_stime + seconds + _GRACE) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or bound < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))
