"""Chains as data: versions, presets, the drawing, the editors' side."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import EDITORS, Role
from core.errors import Refused
from core.models import Record
from review import actions, presets, processes, queries, reference
from review.models import Chain, Step
from review.presets import Preset
from tests.factories.accounts import UserFactory
from tests.factories.regions import region_at
from tests.factories.review import chain, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def preset(toy):
    made = Preset(
        "toy",
        "city",
        "市级审核",
        [{"order": 1, "verb": "审核", "level": 2}],
        note="县报市审",
        is_default=True,
    )
    presets.register(made)
    presets.register(Preset("toy", "province", "省级审核", [{"order": 1, "verb": "审核", "level": 1}]))
    yield made
    for name in ("city", "province"):
        presets._presets.pop(("toy", name))


def adopt(name="city", code="430000", by=None):
    return actions.adopt_preset("toy", name, region=region_at(code), by=by)


def test_preset_becomes_the_chain_in_force(preset):
    made = adopt()
    assert (made.title, made.note, made.version, made.is_active) == ("市级审核", "县报市审", 1, True)
    assert list(made.steps.values_list("order", "verb", "level")) == [(1, "审核", 2)]
    assert Record.objects.get(verb="review.put_in_force").details == {"version": 1}


def test_same_preset_again_changes_nothing(preset):
    assert adopt() == adopt()
    assert Chain.objects.count() == 1


def test_another_preset_is_a_new_version(preset):
    first, second = adopt(), adopt("province")
    first.refresh_from_db()
    assert (first.is_active, second.version, second.is_active) == (False, 2, True)


def test_regions_have_their_own_versions(preset):
    assert (adopt().version, adopt("province", "433100").version) == (1, 1)
    assert Chain.objects.in_force().count() == 2


def test_unknown_preset_is_named(preset):
    with pytest.raises(LookupError, match="nonsense"):
        adopt("nonsense")


def test_unknown_process_is_named():
    with pytest.raises(LookupError, match="nowhere"):
        processes.get("nowhere")


def test_revised_chain_is_a_new_version_and_keeps_the_old(preset):
    old = adopt()
    new = actions.revise_chain(old, by=None, title="改", note="", steps=[Step(order=1, verb="复核", level=1)])
    old.refresh_from_db()
    assert (new.version, new.is_active, new.preset, old.is_active) == (2, True, "", False)
    assert list(old.steps.values_list("verb", flat=True)) == ["审核"]
    # An edited chain is no preset any more: adopting the preset again replaces it.
    assert adopt().version == 3


def test_chain_without_steps_is_refused(preset):
    old = adopt()
    with pytest.raises(ValidationError, match=_("A chain needs at least one step.")), transaction.atomic():
        actions.revise_chain(old, by=None, title="空", note="", steps=[])
    assert Chain.objects.get(is_active=True) == old


def test_step_of_a_territory_needs_a_level(preset):
    old = adopt()
    with pytest.raises(ValidationError), transaction.atomic():
        actions.revise_chain(old, by=None, title="x", note="", steps=[Step(order=1, verb="审核")])
    assert Chain.objects.count() == 1


@pytest.mark.parametrize("verb", ["adopt", "revise", "put"])
def test_people_without_the_right_change_no_chain(preset, verb):
    old, user = adopt(), person("430000", Role.ADMINISTRATOR)
    acts = {
        "adopt": lambda: adopt("province", by=user),
        "revise": lambda: actions.revise_chain(old, by=user, title="x", note="", steps=[]),
        "put": lambda: actions.put_in_force(old, by=user),
    }
    with pytest.raises(Refused, match=_("Only editors may change review chains.")):
        acts[verb]()
    assert Chain.objects.count() == 1


def test_database_allows_one_chain_in_force(preset):
    old = adopt()
    with pytest.raises(IntegrityError), transaction.atomic():
        Chain.objects.create(process="toy", region=old.region, title="x", version=9, is_active=True)


def test_reference_adopts_defaults_once(preset):
    said = []
    reference.load(lambda *words: said.append(words))
    made = Chain.objects.get(process="toy")
    assert (made.preset, made.region_id, made.is_active) == ("city", "430000", True)
    before = Chain.objects.count()
    reference.load(lambda *words: None)
    assert Chain.objects.count() == before


def test_reference_leaves_an_edited_chain_alone(preset):
    edited = chain({"level": 1})
    reference.load(lambda *words: None)
    assert Chain.objects.get(process="toy", is_active=True) == edited


def test_reference_gives_editors_the_right(preset):
    reference.load(lambda *words: None)
    rights = Group.objects.get(name=EDITORS).permissions.filter(content_type__app_label="review")
    assert sorted(rights.values_list("codename", flat=True)) == sorted(reference.RIGHTS)


def test_drawing_stacks_parallel_steps(toy):
    made = chain({"order": 1, "level": 3}, {"order": 1, "level": 2}, {"order": 4, "level": 1})
    assert [[step.level for step in column] for column in queries.drawing(made)] == [[3, 2], [1]]


def drawn(tag):
    region = region_at("433124")
    return Template("{% load review %}" + tag).render(Context({"region": region}))


def test_chain_in_force_is_drawn(toy):
    chain({"level": 2, "verb": "审核备案", "publicity_days": 5, "publicity_site": "省乡村振兴网"})
    page = drawn("{% chain_in_force 'toy' region %}")
    for words in ("审核备案", "省乡村振兴网", "<figure"):
        assert words in page


def test_chain_that_is_not_there_draws_nothing(hunan):
    assert drawn("{% chain_in_force 'nowhere' region %}").strip() == ""


@pytest.fixture
def cms(client, preset):
    client.force_login(UserFactory(system=True))
    return client


def edit_data(made, **steps):
    row = made.steps.get()
    data = {
        "title": "改过的流程",
        "note": "",
        "steps-TOTAL_FORMS": "1",
        "steps-INITIAL_FORMS": "1",
        "steps-MIN_NUM_FORMS": "1",
        "steps-MAX_NUM_FORMS": "1000",
        "steps-0-id": str(row.pk),
        "steps-0-DELETE": "",
    }
    fields = {
        "order": "1",
        "verb": "复核",
        "return_label": "",
        "scope": "territory",
        "level": "1",
        "organization_kind": "assistance_office",
        "role": "reviewer",
        "mode": "all",
        "separation": "organization",
        "days_allowed": "4",
        "publicity_days": "0",
        "publicity_site": "",
        "only_for_levels": ["3", "4"],
        "decides_on": "amount，place",
        **steps,
    }
    return data | {f"steps-0-{name}": value for name, value in fields.items()}


def url(name, *args):
    return reverse(f"wagtailsnippets_review_chain:{name}", args=args)


def test_editors_see_the_list_and_the_drawing(cms):
    made = adopt()
    assert made.title in cms.get(url("list")).content.decode()
    page = cms.get(url("edit", made.pk)).content.decode()
    assert 'class="chain"' in page


def test_saving_in_the_cms_makes_a_new_version(cms):
    old = adopt()
    response = cms.post(url("edit", old.pk), edit_data(old))
    assert response.status_code == 302
    new = Chain.objects.get(is_active=True)
    step = new.steps.get()
    assert (new.version, new.title) == (2, "改过的流程")
    assert (step.verb, step.level, step.days_allowed) == ("复核", 1, 4)
    assert (step.only_for_levels, step.decides_on) == ([3, 4], ["amount", "place"])
    old.refresh_from_db()
    assert (old.title, old.steps.get().verb) == ("市级审核", "审核")


def test_chain_that_cannot_work_is_shown_again(cms):
    old = adopt()
    assert cms.post(url("edit", old.pk), edit_data(old, level="")).status_code == 200
    assert Chain.objects.get() == old


def test_editor_adopts_a_preset_for_a_region(cms):
    adopt()
    response = cms.post(url("add"), {"choice": "toy/province", "where": "433100"})
    assert response.status_code == 302
    assert queries.chain_for("toy", region_at("433124")).title == "省级审核"


def test_editor_of_a_city_stays_in_its_territory(client, preset):
    old = adopt()
    editor = person("433100", Role.EDITOR)
    rights = Permission.objects.filter(codename__in=["access_admin", *reference.RIGHTS])
    editor.user_permissions.add(*rights)
    client.force_login(editor)
    sentence = _("This lies outside your territory.")
    for response in (
        client.post(url("edit", old.pk), edit_data(old)),
        client.post(url("add"), {"choice": "toy/province", "where": "430000"}),
    ):
        assert sentence in response.content.decode()
    assert Chain.objects.count() == 1
    assert client.post(url("add"), {"choice": "toy/province", "where": "433100"}).status_code == 302


def test_nobody_deletes_a_chain(cms):
    made = adopt()
    assert cms.post(url("delete", made.pk)).status_code in {302, 403}
    assert Chain.objects.get() == made
