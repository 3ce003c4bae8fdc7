"""The one inversion: apps above register their process in `AppConfig.ready`; the kit never imports them."""

from collections.abc import Callable
from dataclasses import dataclass

from core.verdicts import Verdict
from review.content import Content

# The seven columns of a publicity notice (H02): code of the region of origin, producing unit, product, category,
# persons helped, commodity value in yuan as text, certifying unit.
NOTICE_COLUMNS = ("region_id", "unit", "product", "category", "people", "value", "certified_by")


def _nothing(*args, **kwargs):
    return None


def _none_of(subject_ids):
    return {}


@dataclass(frozen=True)
class Process:
    """What the kit must know of a process to route, show, decide and conclude it.

    content_of(subject_ids) -> {subject_id: Content}: what is decided on, for many at once.
    on_advanced(reviews, by=user): in the submitting or deciding transaction, when these have new open tasks. Set-wise.
    on_concluded(reviews, by=user): in the deciding transaction; `review.status` says how it ended. Set-wise.
    on_returned(reviews, by=user): the same for a return.
    refusals(subject_ids) -> {subject_id: refusing Verdict}: which of these may not be approved as they are, whoever
    decides (what they would publish holds a number of a person). Set-wise.
    template: shows a subject to its reviewer, with `subject` from subject_of(subject_id).
    mend_url(subject_id): where the applicant mends a returned subject.
    own_page(subject_id): the page whose own verbs handle a task without a chain; the kit's buttons then stay away, and
    those verbs end the task by `actions.close_task`.
    labels: fact or word name -> label, for “what changed”.
    show(name, value) -> text: how a changed value reads.
    publicises: a step's publicity begins only when an office has issued a notice (`actions.set_publicity_end`); without
    it the days run from the decision.
    notice_lines(subject_ids) -> {subject_id: dict}: what a notice prints of each, by the seven names of NOTICE_COLUMNS.
    """

    key: str
    label: object
    content_of: Callable[[list[int]], dict[int, Content]]
    subject_of: Callable[[int], object] = _nothing
    on_advanced: Callable = _nothing
    on_concluded: Callable = _nothing
    on_returned: Callable = _nothing
    on_task_decided: Callable = _nothing
    refusals: Callable[[list[int]], dict[int, Verdict]] = _none_of
    template: str = "review/desk/plain_subject.html"
    mend_url: Callable[[int], str] = _nothing
    own_page: Callable[[int], str | None] = _nothing
    labels: Callable[[], dict] = dict
    show: Callable[[str, object], object] = lambda name, value: value
    publicises: bool = False
    notice_lines: Callable[[list[int]], dict[int, dict]] = _none_of


_processes: dict[str, Process] = {}


def register(process: Process):
    """Make a process known; a second one under the same key replaces the first (tests)."""
    _processes[process.key] = process


def get(key: str) -> Process:
    """The process registered under `key`. Raises LookupError naming the missing key."""
    try:
        return _processes[key]
    except KeyError:
        raise LookupError(f"No process is registered under {key!r}") from None


def choices() -> list[tuple[str, object]]:
    """(key, label) of every process, for filters and the chain editor."""
    return [(process.key, process.label) for process in _processes.values()]
