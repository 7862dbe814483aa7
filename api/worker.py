"""The process beside the server that reads articles: serving never loads a language model."""

import asyncio
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from schema.errors import GuanxiError, InputError, LimitError, WorkerError

log = logging.getLogger(__name__)

MAX_WAITING = 100
"""Jobs that may wait at once; one more is refused, since its caller would wait too long."""

# One line of JSON a message; an article of the greatest length, escaped, fits.
LINE_LIMIT = 32 * 1024 * 1024


class RefusedError(InputError):
    """The worker refused a job; `code` is that of the error it met."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def worker_command(store: str) -> tuple[str, ...]:
    """Return the command that starts a worker on a store."""
    return (sys.executable, "-m", "ingest.worker", store)


class Worker:
    """Asks one worker process, started by the first job and started again where it died."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = tuple(command)
        self.process: asyncio.subprocess.Process | None = None
        self.turn = asyncio.Lock()
        self.waiting = 0

    async def ask(self, job: Mapping[str, object]) -> Mapping[str, Any]:
        """Return the answer to a job; jobs are done one after another.

        Raises:
            RefusedError: the job is faulty, such as an article that cannot be read.
            LimitError: too many jobs wait.
            WorkerError: the process cannot be started or died over this job.
        """
        if self.waiting >= MAX_WAITING:
            raise LimitError(f"{self.waiting} articles wait to be read; try again in a minute")
        self.waiting += 1
        try:
            async with self.turn:
                answer = await self.exchange(job)
        finally:
            self.waiting -= 1
        if "error" in answer:
            raise refusal(answer["error"])
        return answer

    async def exchange(self, job: Mapping[str, object]) -> Mapping[str, Any]:
        """Send one line to the process and return the line that comes back."""
        process = await self.running()
        if process.stdin is None or process.stdout is None:
            raise WorkerError("the worker has no pipes")
        try:
            process.stdin.write(json.dumps(job, ensure_ascii=False).encode() + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
        except (ConnectionError, asyncio.CancelledError) as error:
            # What is still to come would be taken for the answer to the next job.
            await self.close()
            if isinstance(error, asyncio.CancelledError):
                raise
            raise WorkerError("the worker died while it read an article; try again") from error
        if not line:
            await self.close()
            raise WorkerError("the worker died while it read an article; try again")
        answer: Mapping[str, Any] = json.loads(line)
        return answer

    async def running(self) -> asyncio.subprocess.Process:
        """Return the process, started if need be."""
        if self.process is None or self.process.returncode is not None:
            log.info("starting the worker")
            try:
                self.process = await asyncio.create_subprocess_exec(
                    *self.command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    limit=LINE_LIMIT,
                )
            except OSError as error:
                raise WorkerError(f"the worker cannot be started: {error}") from error
        return self.process

    async def close(self) -> None:
        """End the process, if one runs."""
        process, self.process = self.process, None
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), timeout=10)
        except TimeoutError:
            process.kill()
            await process.wait()


def refusal(error: Mapping[str, str]) -> GuanxiError:
    """Return the error that a worker's answer stands for."""
    if error["code"] == WorkerError.code:
        return WorkerError(error["message"])
    return RefusedError(error["code"], error["message"])
