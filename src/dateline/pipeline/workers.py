"""Reports coded in several processes, each with its own engine and gazetteer.

A pipe leads to each worker. When the parent is gone, even killed, the pipe is closed and the worker ends; when a
worker is gone, its reports are given out again one by one, and the one that kills a worker by itself is named.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from dateline.codebook import Codebook
from dateline.errors import DatelineError
from dateline.pipeline.coding import Failure, Method, code_each
from dateline.records import CodedReport, Report

BATCH = 8  # reports given out, and then kept, at once
Outcomes = list[CodedReport | Failure]
Stream = Generator[Outcomes, None, None]


def coded(reports: Iterable[Report], *, method: Method, codebook: Codebook, jobs: int) -> Stream:
    """The outcomes of all reports, batch by batch as they are done; close it to stop the workers.

    With one job all is done in this process. Raises DatelineError where the method cannot be prepared.
    """
    batches = _batches(iter(reports))
    if jobs > 1:
        return _in_workers(batches, method, codebook, jobs)
    return _in_process(batches, method, codebook)


def _batches(reports: Iterator[Report]) -> Iterator[list[Report]]:
    while batch := list(islice(reports, BATCH)):
        yield batch


def _in_process(batches: Iterator[list[Report]], method: Method, codebook: Codebook) -> Stream:
    first = next(batches, None)
    if first is None:
        return
    with method.prepare(codebook) as code:
        for batch in chain([first], batches):
            yield code_each(batch, code)


@dataclass(slots=True)
class _Worker:
    """A running process, the pipe to it, the batch that it has in hand, and whether it has opened its engine."""

    process: SpawnProcess
    pipe: Connection
    batch: list[Report]
    ready: bool = False

    def equip(self, method: Method, codebook: Codebook) -> None:
        """Gives it what it codes by, which takes until the process has started; that it may be gone is found later."""
        with suppress(OSError):
            self.pipe.send((method, codebook))

    def close(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()
        self.process.close()


def _in_workers(batches: Iterator[list[Report]], method: Method, codebook: Codebook, jobs: int) -> Stream:
    crew = [_start() for _ in range(jobs)]
    busy: dict[Connection, _Worker] = {}
    try:
        for worker in crew:
            worker.equip(method, codebook)
            _give_next(worker, batches, busy)
        while busy:
            for worker in [busy.pop(pipe) for pipe in wait(list(busy)) if isinstance(pipe, Connection)]:
                outcomes = _receive(worker)
                if not worker.ready:
                    _check_in(worker, outcomes)
                    busy[worker.pipe] = worker
                    continue
                if outcomes is None:
                    outcomes, again = _after_death(worker)
                    batches = chain(again, batches)
                    worker = _start()
                    crew.append(worker)
                    worker.equip(method, codebook)
                yield outcomes
                _give_next(worker, batches, busy)
    finally:
        for worker in crew:
            worker.close()


def _start() -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    with deaf_start():
        process.start()
    theirs.close()
    return _Worker(process, ours, [])


@contextmanager
def deaf_start() -> Iterator[None]:
    """Ctrl-C waits meanwhile, and a process that is started does not hear it: it is for its parent to end it."""
    resource_tracker.ensure_running()  # its start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give_next(worker: _Worker, batches: Iterator[list[Report]], busy: dict[Connection, _Worker]) -> None:
    """Gives the worker the next batch, if there is one; that it may be gone, the next receive finds out."""
    worker.batch = next(batches, [])
    if worker.batch:
        busy[worker.pipe] = worker
        with suppress(OSError):
            worker.pipe.send(worker.batch)


def _check_in(worker: _Worker, outcomes: Outcomes | None) -> None:
    """Notes the first answer, which is empty. Raises DatelineError where the process died before it could answer."""
    if outcomes is None:
        raise DatelineError("a worker process could not start (out of memory?); try fewer --jobs")
    worker.ready = True


def _receive(worker: _Worker) -> Outcomes | None:
    try:
        answer: Outcomes | DatelineError = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    if isinstance(answer, DatelineError):
        raise answer
    return answer


def _after_death(worker: _Worker) -> tuple[Outcomes, list[list[Report]]]:
    """What is certain once a worker died, and the batches to try again: a report alone is not tried twice."""
    if len(worker.batch) > 1:
        return [], [[report] for report in worker.batch]
    return [Failure(report.name, "its coding ended the worker process (out of memory?)") for report in worker.batch], []


def _serve(pipe: Connection) -> None:
    """A worker's life: what it codes by, "ready", batches in and outcomes out until the pipe is closed; no Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with closing(pipe):
        try:
            method, codebook = pipe.recv()
            with method.prepare(codebook) as code:
                pipe.send([])
                pipe.send(code_each(pipe.recv(), code))
                gc.freeze()  # tables that the first batch opened stay: to look through them again takes time
                while True:
                    pipe.send(code_each(pipe.recv(), code))
        except DatelineError as error:
            pipe.send(error)
        except (EOFError, OSError):
            return
