"""People of every role; their numbers begin with 100, a range that does not exist."""

import factory
from django.utils import timezone

from accounts.models import Role, User
from tests.factories.organizations import OrganizationFactory


class UserFactory(factory.django.DjangoModelFactory):
    """A reporter of the county office of 花垣县 unless told."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        reviewer = factory.Trait(role=Role.REVIEWER)
        reporter = factory.Trait(role=Role.REPORTER)
        editor = factory.Trait(role=Role.EDITOR)
        suspended = factory.Trait(
            is_active=False, suspended_at=factory.LazyFunction(timezone.now), suspended_reason="离岗"
        )
        system = factory.Trait(
            is_superuser=True, is_staff=True, organization=None, role=Role.EDITOR, name="系统管理员"
        )

    phone = factory.Sequence(lambda n: f"100{n:08d}")
    name = factory.Sequence(lambda n: f"填报员{n}")
    organization = factory.SubFactory(OrganizationFactory, county_office=True)
    role = Role.REPORTER
    phone_verified = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(**kwargs)
