"""Timers. Every timer is safe to run twice, late, or not for a week; the worker calls `tick` each minute."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger(__name__)

# A run that died with its process blocks its timer no longer than this.
LOCKED_SECONDS = 15 * 60


@dataclass(frozen=True)
class Timer:
    """Something to be done every so many minutes."""

    name: str
    every: timedelta
    function: Callable[[], object]


_timers: dict[str, Timer] = {}


def register(name: str, every_minutes: int, function: Callable[[], object]) -> None:
    """Ask for `function()` about every `every_minutes`; called from an app's `ready`."""
    _timers[name] = Timer(name, timedelta(minutes=every_minutes), function)


def registered() -> list[Timer]:
    """All timers, in the order in which they were asked for."""
    return list(_timers.values())


def tick(now=None) -> list[str]:
    """Run what is due and name what was run. One that fails is logged, holds up no other, and is due again at once."""
    now = now or timezone.now()
    return [timer.name for timer in registered() if _run_when_due(timer, now)]


def _run_when_due(timer: Timer, now) -> bool:
    last = cache.get(f"clock.last.{timer.name}")
    if last is not None and now - last < timer.every:
        return False
    lock = f"clock.lock.{timer.name}"
    if not cache.add(lock, True, LOCKED_SECONDS):
        return False
    try:
        timer.function()
    except Exception:
        logger.exception("timer %s failed", timer.name)
        return False
    else:
        cache.set(f"clock.last.{timer.name}", now, timeout=None)
        return True
    finally:
        cache.delete(lock)
