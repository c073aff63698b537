"""Pilots that ask only the widgets which are at work whether they are done."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import ScreenStackError
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout


def make_pilots_quick() -> None:
    """Change Textual's pilots, for as long as the process lives."""
    Pilot._wait_for_screen = _wait_for_screen


async def _wait_for_screen(pilot: Pilot[Any], timeout: float = 300.0) -> bool:
    """Wait until what the widgets of the screen have before them is done; False after a fault.

    Textual's own asks every widget, though nearly all of them rest: a tenth of the suite's time.
    """
    try:
        pumps = [pilot.app, *pilot.app.screen.walk_children(with_self=True)]
    except ScreenStackError:
        return False
    done = [_done_by(pump) for pump in pumps if not _rests(pump)]
    fault = asyncio.ensure_future(pilot.app._exception_event.wait())
    work = asyncio.gather(*filter(None, done))
    await asyncio.wait([work, fault], timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    fault.cancel()
    if work.done():
        return True
    work.cancel()
    if pilot.app._exception_event.is_set():
        return False
    raise WaitForScreenTimeout("Widgets did not come to rest.")


def _rests(pump: MessagePump) -> bool:
    """Whether it has no message, and waits for one."""
    queue = pump._message_queue
    return queue is not None and queue.empty() and bool(queue.ready_event._waiters)


def _done_by(pump: MessagePump) -> asyncio.Future[None] | None:
    """What is done once the pump has dealt with its messages; None if it takes no more."""
    done = asyncio.get_running_loop().create_future()
    return done if pump.call_later(lambda: done.done() or done.set_result(None)) else None
