"""Chains are versioned: a change is a new version, and what runs keeps the version it started with."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.records import record
from core.versions import bump
from regions.models import Region
from review import presets, rules
from review.models import Chain, Step


@transaction.atomic
def adopt_preset(process, name, *, region, by) -> Chain:
    """Make a preset the chain in force of a region, as a new version; returns the one in force when it is the same.

    `by` None is the system. Raises Refused outside the editor's territory, LookupError for an unknown preset.
    """
    preset = presets.get(process, name)
    rules.can_change_chain(by, region).require()
    _lock(region)
    current = Chain.objects.in_force().filter(process=process, region=region).first()
    if current and current.preset == name:
        return current
    chain = Chain(process=process, region=region, preset=name, title=preset.title, note=preset.note)
    return _write(chain, [Step(**fields) for fields in preset.steps], by=by)


@transaction.atomic
def revise_chain(chain, *, by, title, note, steps) -> Chain:
    """Put a changed chain in force as a new version of the same process and region; `chain` itself stays as it is.

    `steps` are unsaved `Step`s. Raises ValidationError for a chain without steps, Refused outside the territory.
    """
    rules.can_change_chain(by, chain.region).require()
    _lock(chain.region)
    return _write(Chain(process=chain.process, region=chain.region, title=title, note=note), steps, by=by)


@transaction.atomic
def put_in_force(chain, *, by) -> Chain:
    """Make a chain the one in force for its process and region; the former one stays for what runs on it.

    Raises ValidationError for a chain without steps, Refused outside the editor's territory.
    """
    rules.can_change_chain(by, chain.region).require()
    if not chain.steps.exists():
        raise ValidationError(_("A chain needs at least one step."))
    _lock(chain.region)
    former = Chain.objects.in_force().filter(process=chain.process, region=chain.region_id)
    former.exclude(pk=chain.pk).update(is_active=False)
    Chain.objects.filter(pk=chain.pk).update(is_active=True)
    chain.is_active = True
    bump("public")
    record("review.put_in_force", chain, by=by, region=chain.region_id, version=chain.version)
    return chain


def _lock(region):
    """Two editors of one region's chains come one after the other."""
    Region.objects.select_for_update(of=("self",)).get(pk=region.pk)


def _write(chain, steps, *, by) -> Chain:
    last = Chain.objects.filter(process=chain.process, region=chain.region).aggregate(last=Max("version"))
    chain.version = (last["last"] or 0) + 1
    chain.save(force_insert=True)
    for step in steps:
        step.pk, step.chain = None, chain
        step.full_clean(exclude=["chain"])
    Step.objects.bulk_create(steps)
    return put_in_force(chain, by=by)
