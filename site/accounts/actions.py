"""The verbs of accounts: open, register, suspend, resume, hand over (B01-B21)."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import messages, rules
from accounts.models import EDITORS, RELEASED, Role, User
from accounts.phones import clean_number
from accounts.senders import sender
from core.errors import Conflict, Refused
from core.records import record
from organizations.actions import open_organization
from organizations.models import PARENT_OF, SELF_REGISTERED, Organization
from regions.models import Region


def clean_person(text: str) -> str:
    """A person's name as stored: one line, 2 to 60 characters. Raises ValidationError."""
    name = " ".join((text or "").split())
    if not 2 <= len(name) <= 60:
        raise ValidationError(_("Please enter the contact person's name, 2 to 60 characters."), code="name")
    return name


def _fresh(user: User) -> User:
    """The account as it is now, its row locked: what the page was drawn with may be old."""
    rows = User.objects.select_for_update(of=("self",)).select_related(
        "organization__region", "organization__parent"
    )
    return rows.get(pk=user.pk)


def _write(*, phone, name, role, organization, opened_by, is_demo, verified=False) -> User:
    number = clean_number(phone)
    if opened_by is not None:
        _release(number)
    user = User(
        phone=number,
        name=clean_person(name),
        role=role,
        organization=organization,
        opened_by=opened_by,
        phone_verified=verified,
        is_demo=is_demo,
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            _("This number has an account already: one mobile number is one account of one organization.")
        ) from None
    if role == Role.EDITOR:
        user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    return user


def _release(number: str):
    """Take a number off a suspended account: people who change office keep theirs, and the old row its history."""
    for old in User.objects.select_for_update().filter(phone=number, is_active=False):
        old.phone = f"{number}{RELEASED}{old.pk}"
        old.save(update_fields=["phone"])


def _tell(user: User):
    if not user.is_demo:
        text = messages.account_opened(user.organization.name)
        transaction.on_commit(lambda: sender().send(user.phone, text), robust=True)


def _existing(organization: Organization, *, by: User, role: str) -> Organization:
    """The organization as it is now, locked; permitted for this account or refused."""
    rows = Organization.objects.select_for_update(of=("self",)).select_related("region")
    organization = rows.get(pk=organization.pk)
    if not organization.is_active:
        raise Conflict(_("%(name)s is closed.") % {"name": organization.name})
    rules.can_open_account(by, target=rules.Target.of(organization), role=role).require()
    return organization


def _new(*, by: User, role: str, kind: str, region: Region, name: str, person: str, is_demo: bool):
    """The organization opened with its first account; a member without a name gets its contact person's for now."""
    parent = by.organization if kind in PARENT_OF else None
    target = rules.Target(kind, region, parent.pk if parent else None)
    rules.can_open_account(by, target=target, role=role).require()
    return open_organization(
        by=by,
        name=name or clean_person(person),
        kind=kind,
        region=region,
        parent=parent,
        is_name_final=bool(name),
        is_demo=is_demo,
    )


@transaction.atomic
def open_account(
    *,
    by: User,
    phone: str,
    name: str,
    role: str,
    organization: Organization | None = None,
    kind: str = "",
    region: Region | None = None,
    organization_name: str = "",
    is_demo: bool = False,
) -> User:
    """Open an account for a person, in an organization that exists or in one opened with it (`kind`, `region`, name).

    A merchant or store belongs to the opener's organization and may complete its name later. Raises Refused or
    Conflict with a sentence, ValidationError for number or names.
    """
    by = _fresh(by)
    if organization is not None:
        organization = _existing(organization, by=by, role=role)
    else:
        organization = _new(
            by=by, role=role, kind=kind, region=region, name=organization_name, person=name, is_demo=is_demo
        )
    user = _write(
        phone=phone,
        name=name,
        role=role,
        organization=organization,
        opened_by=by,
        is_demo=is_demo or by.is_demo or organization.is_demo,
    )
    record(
        "account.open", user, by=by, region=organization.region_id, organization=organization.pk, role=role
    )
    _tell(user)
    return user


@transaction.atomic
def register_enterprise(
    *, phone: str, name: str, contact: str, kind: str, region: Region, uscc: str = "", is_demo: bool = False
) -> User:
    """Register a unit of a kind that registers itself, once its number has been proved (B03, B17-B19).

    Organization and account come into being together or not at all. Raises Refused, Conflict, ValidationError.
    """
    if kind not in SELF_REGISTERED:
        raise Refused(_("Organizations of this kind are opened by an office."))
    organization = open_organization(by=None, name=name, kind=kind, region=region, uscc=uscc, is_demo=is_demo)
    user = _write(
        phone=phone,
        name=contact,
        role=Role.ADMINISTRATOR,
        organization=organization,
        opened_by=None,
        is_demo=is_demo,
        verified=True,
    )
    record("account.register", user, by=user, region=region.pk, kind=kind)
    return user


def _end_access(user: User, reason: str):
    """Suspend the row; a new password hash ends every session of it, now and after a resumption."""
    user.is_active = False
    user.suspended_at = timezone.now()
    user.suspended_reason = reason
    user.set_unusable_password()
    user.save(update_fields=["is_active", "suspended_at", "suspended_reason", "password"])


def _lock_with_actor(user: User, by: User) -> tuple[User, User]:
    """Lock the organization first: of two administrators who suspend each other, the second finds itself suspended."""
    Organization.objects.select_for_update().filter(pk=user.organization_id).first()
    return _fresh(user), _fresh(by)


def _clean_reason(text: str) -> str:
    reason = " ".join((text or "").split())
    if not 2 <= len(reason) <= 200:
        raise ValidationError(_("Please give the reason, 2 to 200 characters."), code="reason")
    return reason


@transaction.atomic
def suspend_account(user: User, *, by: User, reason: str) -> User:
    """Suspend an account with a reason; its sessions end at once, a password is forgotten, its history stays.

    Raises Refused, Conflict, ValidationError.
    """
    user, by = _lock_with_actor(user, by)
    rules.can_suspend(by, user).require()
    _end_access(user, _clean_reason(reason))
    record("account.suspend", user, by=by, region=user.organization.region_id, reason=user.suspended_reason)
    return user


@transaction.atomic
def resume_account(user: User, *, by: User) -> User:
    """Let a suspended account sign in again. Raises Refused, Conflict."""
    user, by = _lock_with_actor(user, by)
    rules.can_resume(by, user).require()
    before, user.suspended_reason = user.suspended_reason, ""
    user.is_active, user.suspended_at = True, None
    user.save(update_fields=["is_active", "suspended_at", "suspended_reason"])
    record("account.resume", user, by=by, region=user.organization.region_id, before=before)
    return user


@transaction.atomic
def hand_over_account(user: User, *, by: User, phone: str, name: str) -> User:
    """Another person with another number takes over: returns the new account in the same organization and role.

    The old account is suspended and keeps everything done with it, so that past decisions keep their person.
    Raises Refused, Conflict, ValidationError.
    """
    user, by = _lock_with_actor(user, by)
    rules.can_hand_over(by, user).require()
    successor = _write(
        phone=phone,
        name=name,
        role=user.role,
        organization=user.organization,
        opened_by=by,
        is_demo=user.is_demo,
    )
    _end_access(user, _("Handed over to %(name)s") % {"name": successor.name})
    region = user.organization.region_id
    record(
        "account.hand_over", user, by=by, region=region, successor=successor.pk, successor_name=successor.name
    )
    _tell(successor)
    return successor
