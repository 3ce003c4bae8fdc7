"""A life as a table: which verb leads from which states to which one. Imports nothing of any app."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict
from core.verdicts import YES, Verdict, no


@dataclass(frozen=True)
class Transition:
    """One arrow: `verb` leads from any of `sources` to `target`."""

    verb: str
    sources: frozenset
    target: str


class Life:
    """A transition table that answers and draws itself."""

    def __init__(self, states, arrows: Iterable[tuple[str, Iterable[str], str]]):
        self.states = states
        self.arrows = {verb: Transition(verb, frozenset(sources), target) for verb, sources, target in arrows}

    def can(self, verb: str, state: str) -> Verdict:
        """Yes when `verb` starts in `state`; else a Conflict that names the state."""
        if state in self.arrows[verb].sources:
            return YES
        label = self.states(state).label if state else ""
        return no(_("This is no longer possible: the state is now “%(state)s”.") % {"state": label}, Conflict)

    def after(self, verb: str, state: str) -> str:
        """The state that follows. Raises Conflict when `verb` does not start in `state`."""
        self.can(verb, state).require()
        return self.arrows[verb].target

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for docs/states.md."""
        lines = ["stateDiagram-v2"]
        for arrow in self.arrows.values():
            lines += [f"    {source} --> {arrow.target}: {arrow.verb}" for source in sorted(arrow.sources)]
        return "\n".join(lines)
