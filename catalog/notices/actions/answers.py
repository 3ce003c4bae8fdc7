"""Answer an objection: uphold it, and the row goes; dismiss it, and the row's remaining days go on (issue 4 §3)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.notices import queries, rules
from catalog.notices.actions.advance import close_finished
from catalog.notices.actions.objections import locked_line
from catalog.notices.models import NoticeEvent, Objection
from catalog.notices.states import LINE, OBJECTION, LineState, NoticeEventKind, ObjectionState
from content import rules as content_rules
from content.shown import Shown
from core import workdays
from core.records import record
from core.versions import bump
from review import actions as review_actions
from review.models import Outcome

MOST_ANSWER = 2000


@transaction.atomic
def answer_objection(objection, verb, *, by, summary, answer) -> Objection:
    """Answer an objection by `verb` of its life: "uphold" or "dismiss".

    `summary` (the matter in the office's words) and `answer` become public; who objected never does. Upheld, the row's
    review ends refused; dismissed, its clock resumes once no other objection stands. Raises Conflict for a second
    answer, Refused for whoever may not, ValidationError by field.
    """
    line = locked_line(objection.line)
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("task__applicant", "task__region")
        .prefetch_related("answered_for")
        .get(pk=objection.pk)
    )
    rules.can_answer(by, objection).require()
    summary, answer = _checked(verb, summary, answer)
    objection.state = OBJECTION.after(verb, objection.state)
    objection.summary, objection.answer = summary, answer
    objection.answered_at, objection.answered_by, objection.answered_for = timezone.now(), by, by.organization
    objection.save()
    outcome = Outcome.APPROVE if verb == "uphold" else Outcome.REFUSE
    review_actions.close_task(objection.task, outcome, by=by, words=answer)
    if line.is_standing:
        _remove(line, by, answer) if verb == "uphold" else _resume(line, by)
    else:
        _tell(line, NoticeEventKind.ANSWERED, by)
    bump("public")
    record(f"notice.{verb}_objection", objection, by=by, title=line.product, region=line.region_id)
    return objection


def _checked(verb, summary, answer):
    summary, answer, problems = summary.strip(), answer.strip(), {}
    if verb not in OBJECTION.arrows:
        problems["verb"] = [_("Choose one of the outcomes offered.")]
    if not summary:
        problems["summary"] = [_("Say in a line what the objection is about; it becomes public.")]
    if not answer:
        problems["answer"] = [_("The answer becomes public: say what was looked into and what was found.")]
    shown = Shown()
    shown.say("summary", Objection._meta.get_field("summary").verbose_name, summary)
    shown.say("answer", Objection._meta.get_field("answer").verbose_name, answer)
    for name, sentences in content_rules.problems(shown).items():
        problems.setdefault(name, []).extend(sentences)
    if problems:
        raise ValidationError(problems)
    return summary[:200], answer[:MOST_ANSWER]


def _remove(line, by, words):
    review_actions.refuse_in_publicity(line.review, by=by, words=words)
    line.state, line.ended_at = LINE.after("remove", line.state), timezone.now()
    line.save(update_fields=["state", "ended_at"])
    _tell(line, NoticeEventKind.REMOVED, by)
    close_finished([line.notice_id])


def _resume(line, by):
    """The day after the answer is the first of the days that were left; other objections keep the clock stopped."""
    others = line.objections.filter(state=ObjectionState.OPEN)
    if line.state != LineState.STOPPED or others.exists():
        return _tell(line, NoticeEventKind.ANSWERED, by)
    today, before = timezone.localdate(), line.ends_on
    end = max(before, workdays.add_workdays(today, max(1, line.days)))
    review_actions.set_publicity_end([line.review], end, by=by)
    line.state, line.counts_from, line.ends_on = LINE.after("resume", line.state), today, end
    line.save(update_fields=["state", "counts_from", "ends_on"])
    notice = line.notice
    notice.ends_on = max(notice.ends_on, end)
    notice.awaits_calendar = notice.awaits_calendar or not queries.is_calendar_confirmed(today, end)
    notice.save(update_fields=["ends_on", "awaits_calendar"])
    return _tell(line, NoticeEventKind.RESUMED, by, before=before, after=end, count=line.days)


def _tell(line, kind, by, **more):
    NoticeEvent.objects.create(
        notice_id=line.notice_id,
        line=line,
        kind=kind,
        organization=by.organization,
        is_demo=line.is_demo,
        **more,
    )
