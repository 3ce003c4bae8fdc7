"""May I? A rule answers with a verdict: yes, or no with the sentence that the page prints."""

from dataclasses import dataclass

from core.errors import Refused


@dataclass(frozen=True)
class Verdict:
    """A rule's answer. True or false by itself; a false one carries a (translatable) sentence."""

    ok: bool
    sentence: object = ""
    error: type[Refused] = Refused

    def __bool__(self):
        return self.ok

    def require(self):
        """Promise: returns only when the verdict is yes. Raises its `Refused` with the sentence otherwise."""
        if not self.ok:
            raise self.error(self.sentence)


YES = Verdict(True)


def no(sentence, error: type[Refused] = Refused) -> Verdict:
    """A refusal with its reason; `error` says which kind of refusal a verb raises for it."""
    return Verdict(False, sentence, error)
