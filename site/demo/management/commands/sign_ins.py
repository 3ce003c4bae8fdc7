from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Min

from accounts.models import User


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
    """The first active demo account of each kind of organization, level and role; the system administrator first."""
    people = User.objects.filter(is_demo=True, is_active=True)
    groups = people.values("is_superuser", "organization__kind", "organization__region__level", "role")
    first = [row["first"] for row in groups.annotate(first=Min("pk"))]
    return people.filter(pk__in=first).select_related("organization").order_by("pk")
