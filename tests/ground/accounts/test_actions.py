"""The verbs: permitted, refused with its sentence, wrong state, twice at once."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client

from accounts import actions
from accounts.models import EDITORS, Role, User
from accounts.senders import MemorySender
from core.errors import Conflict, Refused
from core.models import Record
from organizations.actions import close_organization
from organizations.models import Kind, Organization
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db
PHONE = "10088880001"


def verbs():
    return list(Record.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def city():
    return UserFactory(administrator=True, organization=OrganizationFactory(city_office=True))


@pytest.fixture
def county():
    return UserFactory(administrator=True)


def open_colleague(by, **changes):
    given = {
        "phone": PHONE,
        "name": "王小明",
        "role": Role.REVIEWER,
        "organization": by.organization,
    } | changes
    return actions.open_account(by=by, **given)


def test_open_account_of_a_colleague(county):
    user = open_colleague(county)
    assert (user.phone, user.name, user.role) == (PHONE, "王小明", Role.REVIEWER)
    assert (user.organization, user.opened_by, user.phone_verified) == (county.organization, county, False)
    assert not user.has_usable_password()
    assert verbs() == ["account.open"]
    assert Record.objects.get().details == {"organization": county.organization_id, "role": "reviewer"}


def test_open_account_with_a_new_market(city):
    user = actions.open_account(
        by=city, phone=PHONE, name="李建国", role=Role.ADMINISTRATOR, kind=Kind.WHOLESALE_MARKET,
        region=region_at("433100"), organization_name="吉首大市场",
    )  # fmt: skip
    assert (user.organization.name, user.organization.kind) == ("吉首大市场", Kind.WHOLESALE_MARKET)
    assert user.organization.parent is None
    assert verbs() == ["organization.open", "account.open"]


def test_open_merchant_without_a_name_that_may_be_completed(city):
    market = UserFactory(administrator=True, organization=OrganizationFactory(market=True))
    user = actions.open_account(
        by=market,
        phone=PHONE,
        name="张三丰",
        role=Role.REPORTER,
        kind=Kind.MERCHANT,
        region=region_at("433100"),
    )
    assert (user.organization.name, user.organization.is_name_final) == ("张三丰", False)
    assert user.organization.parent == market.organization


def test_open_account_tells_the_person_once_it_is_done(county, django_capture_on_commit_callbacks):
    MemorySender.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        open_colleague(county)
    assert [phone for phone, _ in MemorySender.outbox] == [PHONE]


def test_open_account_of_an_editor_joins_the_group():
    province = UserFactory(administrator=True, organization=OrganizationFactory(province_office=True))
    user = open_colleague(province, role=Role.EDITOR)
    assert [group.name for group in user.groups.all()] == [EDITORS]


def test_open_account_refused_by_the_table_writes_nothing(county):
    with pytest.raises(Refused, match="不能开通“批发市场”账号"):
        actions.open_account(
            by=county, phone=PHONE, name="李建国", role=Role.ADMINISTRATOR, kind=Kind.WHOLESALE_MARKET,
            region=region_at("433124"), organization_name="花垣市场",
        )  # fmt: skip
    assert not Organization.objects.filter(name="花垣市场").exists()
    assert verbs() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"phone": "123"}, "invalid_phone"), ({"name": " "}, "name"), ({"name": "长" * 61}, "name")],
)
def test_open_account_with_bad_words_writes_nothing(county, changes, code):
    with pytest.raises(ValidationError) as caught:
        open_colleague(county, **changes)
    assert caught.value.code == code
    assert User.objects.count() == 1


def test_open_account_with_a_taken_number_leaves_no_organization(city):
    UserFactory(phone=PHONE)
    with pytest.raises(Conflict, match="一个手机号对应一个单位账号"):
        actions.open_account(
            by=city, phone="100-8888-0001", name="李建国", role=Role.ADMINISTRATOR, kind=Kind.CHAIN,
            region=region_at("433100"), organization_name="惠民商超",
        )  # fmt: skip
    assert not Organization.objects.filter(name="惠民商超").exists()


def test_open_account_in_a_closed_organization(city):
    market = OrganizationFactory(market=True, closed_at=city.date_joined)
    with pytest.raises(Conflict, match="已关闭"):
        open_colleague(city, organization=market, role=Role.ADMINISTRATOR)


def test_open_account_believes_the_database_not_the_page(county):
    User.objects.filter(pk=county.pk).update(role=Role.REPORTER)
    with pytest.raises(Refused, match="只有管理员"):
        open_colleague(county)


@pytest.mark.django_db(transaction=True)
def test_open_account_of_one_number_twice_at_once():
    county = UserFactory(administrator=True)
    start, outcomes = threading.Barrier(2), []

    def run():
        start.wait()
        try:
            outcomes.append(open_colleague(county).phone)
        except Conflict as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [PHONE, "Conflict"]
    assert User.objects.filter(phone=PHONE).count() == 1


def test_person_who_changes_office_keeps_their_number(city, county):
    old = UserFactory(phone=PHONE, suspended=True, organization=OrganizationFactory(work_station=True))
    user = open_colleague(city)
    old.refresh_from_db()
    assert (user.phone, old.phone, old.masked_phone) == (PHONE, f"{PHONE}#{old.pk}", "100****0001")
    with pytest.raises(Conflict, match="已属于另一个账号"):
        actions.resume_account(old, by=county)


def test_suspended_number_is_not_released_by_registering():
    old = UserFactory(phone=PHONE, suspended=True)
    with pytest.raises(Conflict):
        actions.register_enterprise(
            phone=PHONE, name="花垣山货", contact="王小明", kind=Kind.SUPPLIER, region=region_at("433124")
        )
    old.refresh_from_db()
    assert old.phone == PHONE


def test_register_enterprise_opens_both():
    user = actions.register_enterprise(
        phone=PHONE,
        name="花垣山货有限公司",
        contact="王小明",
        kind=Kind.ENTERPRISE,
        region=region_at("433124"),
    )
    assert (user.role, user.phone_verified, user.opened_by) == (Role.ADMINISTRATOR, True, None)
    assert (user.organization.name, user.organization.region_id) == ("花垣山货有限公司", "433124")
    assert verbs() == ["organization.open", "account.register"]


@pytest.mark.parametrize(
    "kind", [Kind.ASSISTANCE_OFFICE, Kind.WHOLESALE_MARKET, Kind.MERCHANT, Kind.OPERATOR]
)
def test_register_refuses_what_an_office_opens(kind):
    with pytest.raises(Refused, match="不能自行注册"):
        actions.register_enterprise(
            phone=PHONE, name="某单位", contact="王小明", kind=kind, region=region_at("433124")
        )


def test_register_with_a_taken_number_leaves_nothing():
    UserFactory(phone=PHONE)
    before = Organization.objects.count()
    with pytest.raises(Conflict):
        actions.register_enterprise(
            phone=PHONE,
            name="花垣山货有限公司",
            contact="王小明",
            kind=Kind.SUPPLIER,
            region=region_at("433124"),
        )
    assert Organization.objects.count() == before


def test_suspend_ends_every_session_at_once(county):
    user = UserFactory()
    client = Client()
    client.force_login(user)
    assert client.get("/desk/accounts/").status_code == 200
    actions.suspend_account(user, by=county, reason="离岗")
    answer = client.get("/desk/accounts/")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/desk/accounts/")
    actions.resume_account(user, by=county)
    assert client.get("/desk/accounts/").status_code == 302


def test_suspend_keeps_reason_and_record(county):
    user = actions.suspend_account(UserFactory(), by=county, reason="  离岗  ")
    assert (user.is_active, user.suspended_reason) == (False, "离岗")
    assert user.suspended_at is not None
    assert Record.objects.get().details == {"reason": "离岗"}


def test_suspend_forgets_a_password(county):
    user = UserFactory()
    user.set_password("a-long-secret-9")
    user.save()
    assert not actions.suspend_account(user, by=county, reason="离岗").has_usable_password()


@pytest.mark.parametrize("reason", ["", " ", "x", "长" * 201])
def test_suspend_wants_a_reason(county, reason):
    user = UserFactory()
    with pytest.raises(ValidationError):
        actions.suspend_account(user, by=county, reason=reason)
    user.refresh_from_db()
    assert user.is_active


def test_suspend_twice_is_a_conflict(county):
    user = UserFactory()
    actions.suspend_account(user, by=county, reason="离岗")
    with pytest.raises(Conflict, match="已经停用"):
        actions.suspend_account(user, by=county, reason="离岗")
    assert verbs() == ["account.suspend"]


def test_suspend_oneself_is_refused(county):
    UserFactory(administrator=True)
    with pytest.raises(Refused, match="不能停用自己"):
        actions.suspend_account(county, by=county, reason="离岗")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_suspend_each_other_leave_one():
    pair = [UserFactory(administrator=True), UserFactory(administrator=True)]
    start, outcomes = threading.Barrier(2), []

    def run(by, whom):
        start.wait()
        try:
            actions.suspend_account(whom, by=by, reason="离岗")
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert User.objects.filter(is_active=True).count() == 1


def test_resume_lets_in_again(county):
    user = UserFactory(suspended=True)
    user = actions.resume_account(user, by=county)
    assert (user.is_active, user.suspended_at, user.suspended_reason) == (True, None, "")
    assert verbs() == ["account.resume"]


def test_resume_of_an_active_account_is_a_conflict(county):
    with pytest.raises(Conflict, match="正在使用"):
        actions.resume_account(UserFactory(), by=county)


def test_hand_over_opens_a_successor_and_keeps_the_past(county):
    user = UserFactory(reviewer=True)
    successor = actions.hand_over_account(user, by=county, phone=PHONE, name="赵小兰")
    assert (successor.organization, successor.role) == (user.organization, Role.REVIEWER)
    assert successor.pk != user.pk
    user.refresh_from_db()
    assert (user.is_active, user.suspended_reason, user.name) == (False, "已移交给赵小兰", user.name)
    assert Record.objects.get().details == {"successor": successor.pk, "successor_name": "赵小兰"}


def test_hand_over_ends_the_old_sessions(county):
    user, client = UserFactory(), Client()
    client.force_login(user)
    actions.hand_over_account(user, by=county, phone=PHONE, name="赵小兰")
    assert client.get("/desk/accounts/").status_code == 302


def test_administrator_hands_their_own_account_over(county):
    successor = actions.hand_over_account(county, by=county, phone=PHONE, name="赵小兰")
    assert successor.is_administrator


@pytest.mark.parametrize("by", [Role.REVIEWER, Role.REPORTER])
def test_hand_over_is_refused_to_others(by):
    with pytest.raises(Refused, match="只有管理员"):
        actions.hand_over_account(UserFactory(), by=UserFactory(role=by), phone=PHONE, name="赵小兰")


def test_hand_over_to_a_taken_number_changes_nothing(county):
    UserFactory(phone=PHONE)
    user = UserFactory()
    with pytest.raises(Conflict):
        actions.hand_over_account(user, by=county, phone=PHONE, name="赵小兰")
    user.refresh_from_db()
    assert user.is_active


def test_closed_organization_shuts_the_desk(city, county):
    client = Client()
    client.force_login(county)
    close_organization(county.organization, by=city)
    assert client.get("/desk/accounts/").status_code == 403


def test_database_keeps_one_account_per_number():
    UserFactory(phone=PHONE)
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        UserFactory(phone=PHONE)
    assert connection.needs_rollback


def test_database_wants_an_organization_for_everybody_but_the_system():
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        UserFactory(organization=None)
