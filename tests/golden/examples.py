"""The worked examples of the documents: runs each and puts its output below it.

    ```console          lines that begin with `$ ` are run by sh, the others are what they print
    ```console fails    the same of commands that must fail
    ```console server   one command that serves; it runs until the document ends
    ```graphql          a question to that server; the ```json block that follows is the answer
    ```graphql token    the same, sent with the token
    ```graphql fails    the same of a question that must be answered with an error
    ```python           a program; the ```text block that follows, if any, is what it prints

Blocks of any other kind are left alone. All of a document runs in one folder. Standard error is
no output, unless the command itself joins it. What is compared is exact but for blanks at line
ends, the speed of ingestion and the time of recording; and where the document says port 8000, a
free one is used.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.api.cli.process import TIMEOUT, environment, free_port, printed_until_served

ROOT = Path(__file__).parents[2]
PLACES = ("docs/example.txt", "docs/example-en.txt", "docs/feed.jsonl")
"""What the examples read, put where they run."""

BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PORT = "8000"
TOKEN = "a-long-secret"
WIDTH = 100

CHANGING = (
    re.compile(r'(?<="articles_per_second": )[\d.]+'),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00"),
)
"""What is another each time: articles a second, and when something was recorded."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind, the words behind that, and its place in the document."""

    kind: str
    words: tuple[str, ...]
    body: str
    start: int
    end: int


def blocks_of(document: str) -> list[Block]:
    """Return the fenced blocks of a document; `start` and `end` enclose the body."""
    return [
        Block(match[1], tuple(match[2].split()), match[3], match.start(3), match.end(3))
        for match in BLOCK.finditer(document)
    ]


class Examples:
    """Runs the examples of one document in a folder; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = str(free_port())
        self.running = ExitStack()
        for place in PLACES:
            (folder / place).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / place, folder / place)

    def __enter__(self) -> "Examples":
        return self

    def __exit__(self, *_: object) -> None:
        self.running.close()

    def renewed(self, document: str) -> str:
        """Return the document with what its examples print now."""
        parts, position = [], 0
        for block, printed in self.outputs(blocks_of(document)):
            same = settled(printed) == settled(block.body)
            parts += [document[position : block.start], block.body if same else printed]
            position = block.end
        return "".join(parts) + document[position:]

    def outputs(self, blocks: list[Block]) -> Iterator[tuple[Block, str]]:
        """Yield the blocks that hold output, each with what it must hold."""
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            match block.kind:
                case "console" if "server" in block.words:
                    yield block, self.serve(block)
                case "console":
                    yield block, self.console(block)
                case "graphql":
                    yield answer_block(following, "json"), self.ask(block)
                case "python":
                    yield from self.printed(block, following)

    # --- the kinds of blocks -------------------------------------------------------------------

    def console(self, block: Block) -> str:
        """Return the commands of a block, each with what it prints."""
        written: list[str] = []
        for command, output in commands_of(block.body):
            written.append(command)
            # Not every machine has curl, and the project does not ask for it.
            idle = command.startswith("$ curl") and shutil.which("curl") is None
            shown = output if idle else self.run(script_of(command), fails="fails" in block.words)
            if settled(shown) == settled(output):
                shown = output
            written.append(shown)
        return "".join(written)

    def run(self, script: str, *, fails: bool) -> str:
        done = subprocess.run(
            ["sh", "-c", script.replace(f":{PORT}", f":{self.port}")],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
        )
        # The status of a pipe is that of its last command.
        failed = done.returncode != 0 or "Traceback" in done.stderr
        assert failed is fails, f"{script}: {done.returncode} {done.stderr}"
        return self.as_shown(done.stdout)

    def serve(self, block: Block) -> str:
        """Start a server, in place of an earlier one, and return the block with what it prints."""
        ((command, _),) = commands_of(block.body)
        self.running.close()
        settings = {"GUANXI_PORT": self.port}
        given = shlex.split(script_of(command))
        while "=" in given[0]:
            name, _, value = given.pop(0).partition("=")
            settings[name] = value
        process = self.running.enter_context(
            subprocess.Popen(
                [Path(sys.executable).with_name(given[0]), *given[1:]],
                cwd=self.folder,
                env={**self.environment(), **settings},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        )
        # Called before the process is waited for.
        self.running.callback(process.terminate)
        return command + self.as_shown(printed_until_served(process))

    def ask(self, block: Block) -> str:
        """Return what the server answers to a question."""
        headers = {"Content-Type": "application/json"}
        if "token" in block.words:
            headers["Authorization"] = f"Bearer {TOKEN}"
        request = Request(
            f"http://127.0.0.1:{self.port}/graphql",
            data=json.dumps({"query": block.body}).encode(),
            headers=headers,
        )
        with urlopen(request, timeout=TIMEOUT) as answer:
            found = json.load(answer)
        assert ("errors" in found) is ("fails" in block.words), f"{block.body}: {found}"
        return laid_out(found) + "\n"

    def printed(self, block: Block, following: Block | None) -> Iterator[tuple[Block, str]]:
        """Yield the block for what a program prints with that, if it prints anything."""
        printed = self.program(block)
        if printed:
            yield answer_block(following, "text"), printed

    def program(self, block: Block) -> str:
        """Return what a Python program prints."""
        done = subprocess.run(
            [sys.executable, "-c", block.body],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
        )
        assert done.returncode == 0, done.stderr
        return self.as_shown(done.stdout)

    def environment(self) -> dict[str, str]:
        """Return an environment with our commands first and without our settings."""
        found = environment()
        path = os.pathsep.join([str(Path(sys.executable).parent), found.get("PATH", "")])
        return {**found, "PATH": path, "PYTHONIOENCODING": "utf-8"}

    def as_shown(self, printed: str) -> str:
        """Return what was printed, as documents show it."""
        lines = printed.replace(f":{self.port}", f":{PORT}").splitlines()
        return "".join(f"{line.rstrip()}\n" for line in lines)


def answer_block(block: Block | None, kind: str) -> Block:
    """Return the block that holds an answer, after making sure that it is one."""
    assert block is not None
    assert block.kind == kind, f"the block that follows is {block.kind!r}, not {kind!r}"
    return block


def commands_of(body: str) -> list[tuple[str, str]]:
    """Return the commands of a block as they are written, each with its output.

    A command goes on in the next line after a backslash, or while a quotation is open.
    """
    found: list[tuple[str, str]] = []
    for line in body.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line, ""))
        elif not found[-1][1] and is_open(script_of(found[-1][0])):
            found[-1] = (found[-1][0] + line, "")
        else:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def script_of(command: str) -> str:
    """Return a command as sh takes it."""
    return command.removeprefix("$ ")


def is_open(script: str) -> bool:
    """Tell whether a command goes on in the next line."""
    try:
        shlex.split(script)
    except ValueError:
        return True
    return script.endswith("\\\n")


def settled(text: str) -> str:
    """Return a text without what is another each time."""
    for pattern in CHANGING:
        text = pattern.sub("…", text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def laid_out(value: Any, indent: int = 0, key: str = "") -> str:
    """Return JSON that is broken into lines only where it is wider than a page."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(key) + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = indent + 2
    if isinstance(value, dict):
        names = {name: f"{json.dumps(name, ensure_ascii=False)}: " for name in value}
        parts = [names[name] + laid_out(value[name], inner, names[name]) for name in value]
    else:
        parts = [laid_out(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = ",\n".join(" " * inner + part for part in parts)
    return f"{opening}\n{lines}\n{' ' * indent}{closing}"
