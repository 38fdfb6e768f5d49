"""Analysing documents in this process or in several; one that kills its worker is set aside.

Workers return plain lists of cells. A worker that dies takes only itself down: the batches that were under
way are done again one document at a time in a process of their own, and the document on which that process
dies twice gets an error row.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from framing.corpus.documents import Document, analyze_document, error_row
from framing.corpus.tables import Row, TableKind
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.analysis import Analyzer

Batch = list[Document]
Result = list[tuple[int, Row]]
_QUEUED_PER_WORKER = 3
_TRIES = 2
_SECONDS_BETWEEN_LOOKS = 1.0
DIED = "worker_died: the document ended its worker process; it was set aside"

# what a worker process works with, set once when it starts
_setup: list[tuple[Analyzer, TableKind]] = []


def analyze_batch(analyzer: Analyzer, kind: TableKind, batch: Batch) -> Result:
    """Return ``(position, row)`` for every row of a batch, in order."""
    return [(d.position, row) for d in batch for row in analyze_document(analyzer, kind, d)]


def _start(analyzer: Analyzer, kind: TableKind, parent: int) -> None:
    _setup[:] = [(analyzer, kind)]
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this worker when the process that started it is gone: one that was killed cannot tell its workers to stop."""
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def _work(batch: Batch) -> Result:
    analyzer, kind = _setup[0]
    return analyze_batch(analyzer, kind, batch)


def run_batches(analyzer: Analyzer, kind: TableKind, batches: Iterable[Batch], n_jobs: int) -> Iterator[Result]:
    """Yield the results of all batches, in order of completion.

    Parameters
    ----------
    analyzer, kind
        What to do with each document.
    batches
        Taken only as fast as they are worked on.
    n_jobs
        Number of processes; 1 works in this one, where a document that ends the process ends the run.
    """
    if n_jobs == 1:
        for batch in batches:
            yield analyze_batch(analyzer, kind, batch)
        return
    yield from _Crew(analyzer, kind, n_jobs).run(batches)


class _Crew:
    """Worker processes of one run."""

    def __init__(self, analyzer: Analyzer, kind: TableKind, n_jobs: int) -> None:
        self._setup = (analyzer, kind)
        self._n_jobs = n_jobs
        self._pool: Any = None

    def run(self, batches: Iterable[Batch]) -> Iterator[Result]:
        under_way: dict[Future[Result], Batch] = {}
        source = iter(batches)
        more = True
        try:
            while more or under_way:
                while more and len(under_way) < _QUEUED_PER_WORKER * self._n_jobs:
                    batch = next(source, None)
                    more = batch is not None
                    if batch is not None and not self._submit(batch, under_way):
                        yield from self._recover([*under_way.values(), batch])
                        under_way.clear()
                if under_way:
                    yield from self._collect(under_way)
        finally:
            self._stop()

    def _submit(self, batch: Batch, under_way: dict[Future[Result], Batch]) -> bool:
        """Hand a batch to the workers; False where they have died in the meantime."""
        try:
            under_way[self._workers(self._n_jobs).submit(_work, batch)] = batch
        except (BrokenProcessPool, RuntimeError):
            return False
        return True

    def _collect(self, under_way: dict[Future[Result], Batch]) -> Iterator[Result]:
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        broken: list[Batch] = []
        for future in done:
            batch = under_way.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                broken.append(batch)
            else:
                yield result
        if broken:
            # once one worker has died, no batch handed out before can be waited for
            suspects = [*broken, *under_way.values()]
            under_way.clear()
            yield from self._recover(suspects)

    def _recover(self, suspects: list[Batch]) -> Iterator[Result]:
        """Do the batches again document by document in one process at a time."""
        self._stop()
        self._check_workers()
        for batch in suspects:
            yield [pair for document in batch for pair in self._alone(document)]
        self._stop()

    def _alone(self, document: Document) -> Result:
        for _ in range(_TRIES):
            try:
                result: Result = self._workers(1).submit(_work, [document]).result()
            except (BrokenProcessPool, RuntimeError):
                # tried again in a new process: the machine may have been out of memory for another reason
                self._stop()
            else:
                return result
        return [(document.position, error_row(DIED))]

    def _check_workers(self) -> None:
        """Refuse to blame documents where worker processes cannot start at all."""
        try:
            self._workers(1).submit(len, ()).result()
        except (BrokenProcessPool, RuntimeError) as error:
            self._stop()
            raise InputError(
                f"n_jobs={self._n_jobs}: worker processes end at their start ({error}); use n_jobs=1"
            ) from None

    def _workers(self, n_jobs: int) -> Any:
        if self._pool is None:
            from joblib.externals.loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(
                max_workers=n_jobs, initializer=_start, initargs=(*self._setup, os.getpid())
            )
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=True)
            self._pool = None


def count_workers(n_jobs: int | None) -> int:
    """Return the number of processes for joblib's ``n_jobs``: None is one, -1 all cores.

    Raises
    ------
    InputError
        Where it is 0 or no whole number.
    """
    if n_jobs is None:
        return 1
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0:
        raise InputError(f"n_jobs={n_jobs!r}: give a whole number such as 2, -1 for all cores, or None for one process")
    if n_jobs > 0:
        return n_jobs
    from joblib import cpu_count

    return max(1, int(cpu_count()) + 1 + n_jobs)


Work = Callable[[Iterable[Batch]], Iterator[Result]]
