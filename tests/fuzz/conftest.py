"""An audit hook over the whole test run: the library opens no socket and unpickles nothing.

Worker processes of joblib and Dask speak to each other in their own ways; what is counted is what the library itself
does, in this process, with no machinery of theirs in between.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

WATCHED = frozenset(
    (
        "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto",
        "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "pickle.find_class",
    )
)  # fmt: skip
# urllib3, which trafilatura imports, opens and closes one local socket to see whether there is IPv6
OTHERS = ("joblib", "multiprocessing", "concurrent", "dask", "distributed", "tornado", "asyncio", "urllib3")
LIBRARY = str(Path(__file__).resolve().parents[2] / "src" / "framing")
seen: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in WATCHED:
        return
    frame = sys._getframe(1)
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).split(".")[0] in OTHERS:
            return
        if frame.f_code.co_filename.startswith(LIBRARY):
            seen.append(f"{event}{arguments!r:.200} in {frame.f_code.co_filename}:{frame.f_lineno}")
            return
        frame = frame.f_back  # type: ignore[assignment]


sys.addaudithook(watch)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if seen:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in seen:
        terminalreporter.write_line(f"not allowed in this library: {line}", red=True)
