from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from demo.people import SHOWN_CITY, SHOWN_COUNTY


class Command(BaseCommand):
    help = "Prints where the site answers and one demo sign-in per kind of organization, level and role."

    def add_arguments(self, parser):
        parser.add_argument(
            "--address", default=settings.WAGTAILADMIN_BASE_URL, help="where the site answers"
        )

    def handle(self, *, address, **options):
        self.stdout.write(f"\n  {address.rstrip('/')}/  （工作台 /desk/，编辑后台 /cms/）\n")
        people = list(sign_ins())
        if not people:
            return
        self.stdout.write("  演示账号：输入手机号，验证码会显示在页面上\n")
        for user in people:
            unit = user.organization.name if user.organization else "—"
            role = "系统管理员" if user.is_superuser else user.get_role_display()
            self.stdout.write(f"  {user.phone}  {role}  {unit}")


def sign_ins():
    """An active demo account of each kind of organization, level and role; the shown city's and county's first."""
    people = User.objects.filter(is_demo=True, is_active=True).select_related("organization__region")
    shown = {SHOWN_CITY: 0, SHOWN_COUNTY: 0}
    found = {}
    for user in sorted(
        people, key=lambda user: (shown.get(user.organization and user.organization.region_id, 1), user.pk)
    ):
        unit = user.organization
        found.setdefault((unit and unit.kind, unit and unit.region.level, user.role), user)
    return sorted(found.values(), key=lambda user: user.pk)
