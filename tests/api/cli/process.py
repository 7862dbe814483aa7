"""The command line as people run it: a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.request import Request, urlopen

GUANXI = Path(sys.executable).with_name("guanxi")

TIMEOUT = 120
"""Seconds: a process that loads models on a busy machine takes a few."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process left: exit status and what it wrote."""

    status: int
    out: str
    err: str


def environment(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without our settings, and with those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANXI_")}
    return {**kept, **(given or {})}


def guanxi(
    *arguments: str | Path,
    folder: Path,
    given: str | bytes = "",
    settings: Mapping[str, str] | None = None,
) -> Ended:
    """Run a command in `folder` to its end, `given` being its standard input."""
    ended = subprocess.run(
        [GUANXI, *map(str, arguments)],
        cwd=folder,
        env=environment(settings),
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@contextmanager
def served(
    *arguments: str | Path, folder: Path, log: Path, settings: Mapping[str, str] | None = None
) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """Start a command that serves, and give it with all that it printed up to its address.

    It is killed at the end if it has not ended by then. What it logs goes to the file `log`.
    """
    with log.open("w") as errors:
        process = subprocess.Popen(
            [GUANXI, *map(str, arguments)],
            cwd=folder,
            env=environment(settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        )
    late = Timer(TIMEOUT, process.kill)
    late.start()
    with process:
        try:
            yield process, printed_until_served(process)
        finally:
            late.cancel()
            process.kill()


def printed_until_served(process: "subprocess.Popen[str]") -> str:
    """Return what a server prints, up to the line that gives its address."""
    assert process.stdout is not None
    printed = ""
    while line := process.stdout.readline():
        printed += line
        if line.startswith("GraphQL at"):
            return printed
    raise AssertionError(f"it ended without serving: {printed}")


def interrupted(process: "subprocess.Popen[str]") -> int:
    """End a server as Ctrl-C does, and return its exit status."""
    process.send_signal(signal.SIGINT)
    return process.wait(timeout=TIMEOUT)


def asked(port: int, query: str) -> Any:
    """Return the `data` of GraphQL's answer."""
    request = Request(
        f"http://127.0.0.1:{port}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=TIMEOUT) as answer:
        return json.load(answer)["data"]


def free_port() -> int:
    """Return a port that nobody listens on at present."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def error_line(ended: Ended) -> str:
    """Return the one line that tells an error, after making sure that there is no more to it."""
    lines = [line for line in ended.err.splitlines() if line.startswith("guanxi: ")]
    assert "Traceback" not in ended.err, ended.err
    assert len(lines) == 1, ended.err
    return lines[0]
