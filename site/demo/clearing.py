"""Take the demo away, and only the demo: rows marked as such, their files, and the pages the seed wrote down."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from accounts.models import User
from activities import source as reports
from activities.models import (
    ActivityAttachment,
    ActivityIndexPage,
    ActivityPage,
    ActivityPicture,
    ActivityTag,
    ReportVersion,
    TaggedActivity,
)
from activities.trade.models import TradeRecord, Voucher
from catalog import source as products
from catalog.certification.models import Application, Certificate, CertificationRound
from catalog.certification.withdrawal.models import Withdrawal
from catalog.importing.models import ImportBatch, ImportedProduct
from catalog.models import (
    CatalogPage,
    ProductEvent,
    ProductPage,
    ProductPicture,
    ProductTag,
    ShopLink,
    TaggedProduct,
)
from catalog.notices import source as notices
from catalog.notices.models import (
    NoticeAttachment,
    NoticeEvent,
    NoticeIndexPage,
    NoticeLine,
    NoticePage,
    Objection,
)
from catalog.supervision.models import Blacklisting, Complaint, Inspection
from catalog.suppliers.models import (
    BaseAuthorization,
    Onboarding,
    Qualification,
    SupplierProfile,
    SupplyAgreement,
)
from content.models import AppDocument, AppImage, FileLook
from core import versions
from core.models import Job, PrivateFile, Record
from demo import contacts
from demo.seed import MARK
from home.indicators.models import Filing, Period
from organizations.models import Organization
from review.models import Decision, Review, ReviewTask, Round
from search import index


@transaction.atomic
def clear() -> int:
    """Remove everything demo; returns how many reports went. Safe to run when there is nothing."""
    composed = [
        pk
        for details in Record.objects.filter(verb=MARK).values_list("details", flat=True)
        for pk in details["pages"]
    ]
    for page in Page.objects.filter(pk__in=composed):
        page.specific.delete()
    count = _clear_reports()
    _clear_trade()
    _clear_supervision()
    _clear_notices()
    _clear_certification()
    _clear_suppliers()
    _clear_products()
    _clear_reviews()
    Period.objects.filter(is_demo=True).delete()
    _clear_looks()
    _clear_people()
    _clear_media()
    contacts.take_away()
    return count


def _clear_reports() -> int:
    pages = ActivityPage.objects.filter(is_demo=True)
    ids = list(pages.values_list("pk", flat=True))
    index.drop(reports.KEY, ids)
    # First out of count, then out of the tree: set-wise, because a page's own delete walks the whole tree each time.
    ActivityPage.objects.filter(is_demo=True).update(
        is_counted=False, approved_version=None, approved_at=None
    )
    for model, name in (
        (ActivityPicture, "page"),
        (ActivityAttachment, "page"),
        (TaggedActivity, "content_object"),
    ):
        model.objects.filter(**{f"{name}__is_demo": True}).delete()
    ActivityTag.objects.filter(tagged=None).delete()
    ReportVersion.objects.filter(is_demo=True).delete()
    _forget_pages(ActivityPage, ids)
    _count_children(ActivityIndexPage)
    return len(ids)


def _clear_trade():
    """Newer versions first: what is corrected is kept by its correction."""
    demo = TradeRecord.objects.filter(is_demo=True)
    while demo.exists():
        demo.filter(corrections=None).delete()
    Voucher.objects.filter(is_demo=True).delete()


def _clear_supervision():
    """The decisions before the complaints they come from; events, notes and files go with their own."""
    for model in (Inspection, Blacklisting, Complaint):
        model.objects.filter(is_demo=True).delete()


def _clear_notices():
    ids = list(NoticePage.objects.filter(is_demo=True).values_list("pk", flat=True))
    for model in (NoticeEvent, Objection, NoticeLine):
        model.objects.filter(is_demo=True).delete()
    NoticeAttachment.objects.filter(page__is_demo=True).delete()
    _forget_pages(NoticePage, ids)
    _count_children(NoticeIndexPage)
    index.drop(notices.KEY, ids)


def _clear_certification():
    """Certificates before the rows they came from; rows, papers and promises go with their application."""
    for model in (Withdrawal, Certificate, Application, CertificationRound):
        model.objects.filter(is_demo=True).delete()


def _clear_suppliers():
    """What is approved before the onboarding it rests on; newer papers before those they replace."""
    for model in (SupplyAgreement, BaseAuthorization, SupplierProfile, Onboarding):
        model.objects.filter(is_demo=True).delete()
    papers = Qualification.objects.filter(is_demo=True)
    while papers.exists():
        papers.filter(replaced_by=None).delete()


def _clear_products():
    ids = list(ProductPage.objects.filter(is_demo=True).values_list("pk", flat=True))
    for model, name in (
        (ProductEvent, "product"),
        (ProductPicture, "page"),
        (ShopLink, "page"),
        (TaggedProduct, "content_object"),
        (ImportedProduct, "product"),
    ):
        model.objects.filter(**{f"{name}__is_demo": True}).delete()
    ImportBatch.objects.filter(is_demo=True).delete()
    ProductTag.objects.filter(tagged=None).delete()
    _forget_pages(ProductPage, ids)
    _count_children(CatalogPage)
    index.drop(products.KEY, ids)
    versions.bump("public", products.DIRECTORY)


def _count_children(model):
    for parent in model.objects.all():
        Page.objects.filter(pk=parent.pk).update(numchild=parent.get_descendants().count())


def _forget_pages(model, ids):
    """The tree rows of pages that a process holds, with what Wagtail keeps of them."""
    kind = ContentType.objects.get_for_model(model)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        texts = [str(pk) for pk in some]
        Page.objects.filter(pk__in=some).update(latest_revision=None, live_revision=None)
        Revision.objects.filter(content_type=kind, object_id__in=texts).delete()
        ReferenceIndex.objects.filter(content_type=kind, object_id__in=texts).delete()
        PageLogEntry.objects.filter(page_id__in=some).delete()
        with connection.cursor() as cursor:
            for table, key in ((model._meta.db_table, "page_ptr_id"), (Page._meta.db_table, "id")):
                places = ", ".join(["%s"] * len(some))
                cursor.execute(" ".join(["DELETE FROM", table, "WHERE", key, "IN (", places, ")"]), some)


def _clear_reviews():
    Filing.objects.filter(is_demo=True).delete()
    for model in (Decision, ReviewTask, Round, Review):
        model.objects.filter(is_demo=True).delete()


def _clear_people():
    Record.objects.filter(is_demo=True).delete()
    Job.objects.filter(created_by__is_demo=True).delete()
    people = User.objects.filter(is_demo=True)
    Revision.objects.filter(user__in=people).update(user=None)
    Page.objects.filter(owner__in=people).update(owner=None)
    people.update(opened_by=None)
    people.delete()
    Organization.objects.filter(is_demo=True, parent__isnull=False).delete()
    Organization.objects.filter(is_demo=True).delete()


def _clear_looks():
    """What was found in the demo's files, and what its people looked through by eye."""
    demo = [model.objects.filter(is_demo=True).values("sha256") for model in (PrivateFile, AppDocument)]
    of_demo = Q(seen_by__is_demo=True)
    for hashes in demo:
        of_demo |= Q(sha256__in=hashes)
    FileLook.objects.filter(of_demo).delete()


def _clear_media():
    """Pictures and files with what lies on disk; those that something real uses stay."""
    for media in [*AppImage.objects.filter(is_demo=True), *AppDocument.objects.filter(is_demo=True)]:
        media.delete()
    used = Q(pk__in=_used_privately())
    for private in PrivateFile.objects.filter(is_demo=True).exclude(used):
        storage, name = private.file.storage, private.file.name
        private.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))


def _used_privately():
    names = [
        (relation.related_model, relation.field.attname)
        for relation in PrivateFile._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.related_model
    ]
    return {pk for model, name in names for pk in model.objects.values_list(name, flat=True).distinct() if pk}
