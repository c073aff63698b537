"""Says in words how long ago something was, and when something will be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.counted import counted

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_SOON = 90  # minutes that are counted as such
_FAR = 60  # days after which months are counted


def ago(seconds: float) -> str:
    """Return how long ago something was: "today", "6 days ago"."""
    days = int(max(seconds, 0) // _DAY)
    if days == 0:
        return "today"
    return f"{_counted(days)} ago"


def ahead(at: float, now: float) -> str:
    """Return when something will be: "in 10 minutes", "tomorrow at 9:05", "in 6 days"."""
    minutes = max(round((at - now) / _MINUTE), 1)
    if minutes <= _SOON:
        return f"in {counted(minutes, 'minute')}"
    then = datetime.fromtimestamp(at)
    days = (then.date() - datetime.fromtimestamp(now).date()).days
    clock = f"at {then.hour}:{then.minute:02}"
    if days < 2:
        return f"{'tomorrow' if days else 'today'} {clock}"
    return f"in {_counted(days)}"


def iso(at: float) -> str:
    """Return a time as machines read it, in UTC."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=at)).isoformat(timespec="seconds")


def _counted(days: int) -> str:
    if days > _FAR:
        return f"{round(days / 30.4)} months"
    return counted(days, "day")
