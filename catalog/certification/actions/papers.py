"""Papers and pictures of an application: private, checked by content, frozen with what they prove."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.certification import rules
from catalog.certification.actions.drafts import locked
from catalog.certification.facts import OF_PRODUCTS, ON_THE_WAY, MaterialKind
from catalog.certification.models import Material
from core import intake
from core.models import PrivateFile
from core.records import record


def _permit(by, application, row):
    if row is not None:
        rules.can_edit_row(by, row).require()
    else:
        rules.can_edit_shared(by, application).require()


@transaction.atomic
def add_paper(application, upload, *, kind, by, row=None, title="", alt="") -> Material:
    """Keep a paper with a draft, for the whole application or one of its products (`row`).

    Raises ValidationError (by box) for what is no picture or document, too large or too many; Refused or Conflict.
    """
    application = locked(application)
    if row is not None:
        row = application.products.select_related("application").get(pk=row.pk)
    _permit(by, application, row)
    if kind in ON_THE_WAY:
        raise ValidationError(
            {f"paper-{kind}": _("Letters are added while the application is under review.")}
        )
    if row is not None and kind not in OF_PRODUCTS:
        raise ValidationError({f"paper-{kind}": _("This paper stands for the whole application.")})
    return _keep(application, upload, kind=kind, by=by, row=row, title=title, alt=alt)


def _keep(application, upload, *, kind, by, row=None, title="", alt="") -> Material:
    box = f"paper-{kind}"
    others = application.materials.filter(product=row, kind=kind).count()
    if application.materials.count() >= rules.MAX_PAPERS:
        raise ValidationError({box: _("At most %(count)s files.") % {"count": rules.MAX_PAPERS}})
    if kind == MaterialKind.PICTURE and others >= rules.MAX_PICTURES:
        raise ValidationError({box: _("At most %(count)s pictures.") % {"count": rules.MAX_PICTURES}})
    file = _file(upload, kind, application.is_demo)
    paper, _made = application.materials.get_or_create(
        product=row,
        kind=kind,
        file=file,
        defaults={
            "title": (title or upload.name)[:200],
            "alt": alt[:200],
            "order": others,
            "added_by": by,
            "is_demo": application.is_demo,
        },
    )
    return paper


def _file(upload, kind, is_demo) -> PrivateFile:
    """What the public will see is a picture; a paper may be a scan or a document."""
    keep = intake.keep_picture if kind == MaterialKind.PICTURE else intake.keep_paper
    return keep(upload, is_demo=is_demo)


@transaction.atomic
def add_letter(application, upload, *, kind, by) -> Material:
    """Add a letter that comes about while the review runs (E01, E02, D16): the applicant or an office over it."""
    application = locked(application)
    rules.can_add_on_the_way(by, application).require()
    if kind not in ON_THE_WAY:
        raise ValidationError({"kind": _("Choose which letter this is.")})
    paper = _keep(application, upload, kind=kind, by=by)
    record("certification.letter", application, by=by, region=application.region_id, letter=str(kind))
    return paper


@transaction.atomic
def describe_paper(paper, alt, *, by) -> Material:
    """Set what a picture shows, for those who do not see it."""
    application = locked(paper.application)
    _permit(by, application, paper.product)
    paper.alt = alt.strip()[:200]
    paper.save(update_fields=["alt"])
    return paper


@transaction.atomic
def remove_paper(paper, *, by):
    """Take a paper off a draft."""
    application = locked(paper.application)
    _permit(by, application, paper.product)
    paper.delete()


def note_look(paper, *, by):
    """Write down who looked at a paper that holds personal data."""
    record(
        "certification.look",
        paper.application,
        by=by,
        region=paper.application.region_id,
        paper=paper.kind,
        file=paper.file.sha256[:12],
    )
