"""Digest blocks in threads, in file order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from worker.counting.keys.digest import Digest, Digester
from worker.counting.rows.blocks import Block, Cutter
from worker.reject import Reject


def digest_in_order(
    digester: Digester, cutter: Cutter, threads: int, wanted: Callable[[], frozenset[Reject]]
) -> Iterator[Digest]:
    """Digest blocks in threads, in file order; cut again what lies behind a block that ends within a row."""
    waiting: deque[tuple[Block, Future[Digest]]] = deque()
    with ThreadPoolExecutor(threads, thread_name_prefix="digest") as pool:
        try:
            while True:
                while len(waiting) <= threads and (block := cutter.next_block()) is not None:
                    waiting.append((block, pool.submit(digester.digest, block, wanted())))
                    del block
                if not waiting:
                    return
                block, future = waiting.popleft()
                ready = future.result()
                if ready.rest:
                    if ready.end and waiting:  # the next block most likely tells; those behind it still fit
                        after, unused = waiting.popleft()
                        unused.cancel()
                        joined = Block(
                            ready.rest + after.data,
                            block.has_quotes or after.has_quotes,
                            after.is_end,
                            after.is_end,
                        )
                        waiting.appendleft((joined, pool.submit(digester.digest, joined, wanted())))
                    else:
                        for _, later in waiting:
                            later.cancel()
                        cutter.take_back([ready.rest, *(later.data for later, _ in waiting)])
                        waiting.clear()
                del block, future
                yield ready
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
