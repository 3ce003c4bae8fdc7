"""Accounts (账号): one mobile number, one account, one organization (B01)."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from organizations.models import Organization

# The Wagtail group of everybody whose role is editor.
EDITORS = "Editors"
# Stands after a number that a suspended account has had to give up to a new one, before the row's own key.
RELEASED = "#"


class Role(models.TextChoices):
    """What an account may do inside its organization (B04-B14)."""

    ADMINISTRATOR = "administrator", _("administrator")
    REVIEWER = "reviewer", _("reviewer")
    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")


class UserManager(BaseUserManager.from_queryset(models.QuerySet)):
    """Accounts are made by their number."""

    use_in_migrations = True

    def create_user(self, phone, password=None, **fields):
        """An account for `phone` (digits as stored); without a password sign-in is by code only."""
        user = self.model(phone=phone, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, phone, password=None, **fields):
        """The system administrator: configuration only, no organization, decides nothing."""
        return self.create_user(phone, password, is_staff=True, is_superuser=True, role=Role.EDITOR, **fields)


class User(AbstractUser):
    """A person's account. Suspended accounts (`is_active` false) keep their rows and their history."""

    username = None
    phone = models.CharField(_("mobile number"), max_length=20, unique=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(_("contact person"), max_length=60, blank=True)
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
        verbose_name=_("organization"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REPORTER)
    opened_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["organization_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="suspended_account_says_since_when",
                condition=Q(is_active=True, suspended_at__isnull=True) | Q(is_active=False),
            ),
            models.CheckConstraint(
                name="account_has_an_organization",
                condition=Q(organization__isnull=False) | Q(is_superuser=True),
            ),
        ]

    def __str__(self):
        return self.name or self.masked_phone

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def masked_phone(self) -> str:
        """138****1234: the only form in which a number is shown to anybody but its owner."""
        number = self.phone.partition(RELEASED)[0]
        return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "****"

    @property
    def is_released(self) -> bool:
        """Its number belongs to another account by now."""
        return RELEASED in self.phone

    @property
    def is_administrator(self) -> bool:
        """Opens, suspends and hands over accounts (B07)."""
        return self.is_active and self.role == Role.ADMINISTRATOR

    @property
    def can_review(self) -> bool:
        """Administrators and reviewers of an organization decide (B08)."""
        return self.is_active and self.role in {Role.ADMINISTRATOR, Role.REVIEWER}

    @property
    def region(self):
        """The region of the account's organization, or None."""
        return self.organization.region if self.organization_id else None


@register_setting(icon="user", order=700)
class AccountSettings(BaseGenericSetting):
    """What a deployment decides about who opens accounts."""

    county_opens_accounts = models.BooleanField(
        _("county offices open accounts"),
        default=True,
        help_text=_(
            "For their own colleagues, the agriculture bureau beside them and the work stations of their towns."
            " Otherwise the city office opens these."
        ),
    )

    panels = [FieldPanel("county_opens_accounts")]

    class Meta:
        verbose_name = _("accounts")
