"""Refusals. Each becomes a page (or JSON) with its sentence, never a 500; nothing has moved when one is raised."""


class Refused(Exception):
    """The actor may not do this."""

    status = 403

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return str(self.sentence)


class Conflict(Refused):
    """Somebody or something else was first: the state is no longer what the actor saw."""

    status = 409


class TooMany(Refused):
    """Too many tries in too short a time."""

    status = 429
