"""An app that keys in bursts, and work of screens that have been left, do not bring down.

A slow line sends several keys at once: the first may leave or cover the screen that the others wait
for, while its page is being built and its workers read. What comes late then ends quietly.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Generator
from traceback import walk_tb
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import WorkerFailed, get_current_worker


class SteadyApp(App[None]):
    """Drops what is asked by a part that has gone, and lets its work under way end."""

    def get_driver_class(self) -> type[Driver]:
        """Read a terminal so that no byte ends the reading; on Windows there are no bytes.

        A driver that the environment names is left aside: it may hear no key, nor `q`.
        """
        if sys.platform == "win32":
            from textual.drivers.windows_driver import WindowsDriver

            return WindowsDriver
        from tutor.steady_driver import SteadyDriver

        return SteadyDriver

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Any = None
    ) -> bool:
        """Run an action, unless the screen it was meant for has been left or covered meanwhile."""
        part = default_namespace or self
        if not self._in_view(part) or self._is_too_early(str(action)):
            return False
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception:  # whatever it may be that a part which has gone no longer finds
            if self._stands(part):
                raise
            return False

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell something, in which no bracket is markup: a learner's own words may stand in it."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def _on_notify(self, event: Notify) -> None:
        """Let what is told again stand in the place of the same words, not below them."""
        told = event.notification
        for shown in list(self._notifications):
            if (shown.title, shown.message) == (told.title, told.message):
                self._unnotify(shown, refresh=False)

    def action_help_quit(self) -> None:
        """Say how to quit to whom ctrl+c was taught; Textual's words hold markup."""
        self.notify("ctrl+q quits from everywhere.", title="To quit")

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in view, unless one that is not in view asks for it."""
        if not self._in_view(active_message_pump.get()):
            return AwaitComplete()
        self.workers.cancel_node(self.screen)
        return super().pop_screen()

    def return_to(self, *kinds: type[Screen[Any]]) -> None:
        """Leave screens until one of these kinds, or the first of all, is in view."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, kinds):
            self.workers.cancel_node(self.screen)
            super().pop_screen()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read the styles in a screen's files, once; Textual would read all others again too."""
        for path in screen.css_path:
            source = str(path), ""
            if not self.stylesheet.has_source(*source):
                self.stylesheet.add_source(path.read_text(encoding="utf-8"), source)
                self.stylesheet.update(screen)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Take parts away, also where the work that waits for it is called off meanwhile."""
        removal = super()._prune(*nodes, parent=parent)
        return _Removal(removal._tasks, removal._post_remove)

    def _handle_exception(self, error: Exception) -> None:
        """End on a fault, but not on one of a part that has gone, and with it what it looks for."""
        failed = isinstance(error, WorkerFailed)
        part = get_current_worker().node if failed else active_message_pump.get()
        if self._stands(part) and not is_of_one_that_left(error):
            super()._handle_exception(error)

    def _is_too_early(self, action: str) -> bool:
        """Whether a list is to turn a page before it has been laid out, which Textual's cannot."""
        turns = "page_up" in action or "page_down" in action
        return turns and any(not each.size for each in self.screen.query(OptionList))

    def _in_view(self, pump: MessagePump) -> bool:
        """Whether a part is on the screen in front, or is the app itself."""
        return self._stands(pump) and (pump is self or _screen_of(pump) is self.screen)

    def _stands(self, pump: MessagePump) -> bool:
        """Whether a part is in the app still: neither it nor what it is in is being removed."""
        if self._exit:  # nothing is built any more
            return False
        if not isinstance(pump, Widget):
            return bool(self.screen_stack)  # empty when the app itself is closing
        return _screen_of(pump) in self.screen_stack and not _leaves(pump)


class _Removal(AwaitRemove):
    """A wait for parts to be gone.

    Textual's own wait, when it is cancelled, cancels the parts it waits for; the app waits for
    them too, and would end.
    """

    def __await__(self) -> Generator[None, None, None]:
        here = asyncio.current_task()
        tasks: list[Any] = [asyncio.shield(task) for task in self._tasks if task is not here]
        return AwaitRemove(tasks, self._post_remove).__await__()


def is_of_one_that_left(error: Exception) -> bool:
    """Whether a part that is leaving, or has left, was at work when this went wrong.

    Textual lets the screen in front call back what parts of any other asked for.
    """
    at_work = (frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__))
    return any(isinstance(each, Widget) and _leaves(each) for each in at_work)


def _leaves(part: Widget) -> bool:
    return any(node._pruning for node in part.ancestors_with_self)


def _screen_of(part: MessagePump) -> Screen[Any] | None:
    """The screen that a part is on; None where it has been taken off."""
    nodes = part.ancestors_with_self if isinstance(part, DOMNode) else []
    return next((node for node in nodes if isinstance(node, Screen)), None)
