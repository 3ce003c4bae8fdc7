"""Another day: the demo's verbs run on the day they tell of, so that every row they write carries that day."""

from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(moment: datetime):
    """Let django.utils.timezone.now() go on from `moment` (aware) inside the block; for this process, one thread.

    The field defaults of all models are that very function, so what they stamp follows too.
    """
    real = timezone.datetime
    shift = moment - timezone.now()

    class Shifted(real):
        @classmethod
        def now(cls, tz=None):
            return real.now(tz) + shift

    timezone.datetime = Shifted
    try:
        yield
    finally:
        timezone.datetime = real
