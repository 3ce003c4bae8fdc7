"""The record of every verb (J10): append-only, written in the verb's own transaction."""

from core.models import Record


def build(verb, subject, *, by, title="", region="", **details) -> Record:
    """An unsaved row saying that `by` (None: the system) did `verb` to `subject`; for set-wise verbs."""
    organization = getattr(by, "organization", None)
    return Record(
        verb=verb,
        actor=by,
        organization_id=getattr(organization, "pk", None),
        organization_name=getattr(organization, "name", ""),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_title=str(title or subject)[:200],
        region_id=region,
        details=details,
        is_demo=bool(getattr(by, "is_demo", False) or getattr(subject, "is_demo", False)),
    )


def record(verb, subject, *, by, title="", region="", **details) -> Record:
    """Write down that `by` did `verb` to `subject`, with what a later reader needs to understand it."""
    row = build(verb, subject, by=by, title=title, region=region, **details)
    row.save(force_insert=True)
    return row


def of(subject):
    """Everything recorded of one subject, newest first."""
    return Record.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
