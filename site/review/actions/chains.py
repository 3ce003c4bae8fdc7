"""Chains are versioned: a change is a new version, and what runs keeps the version it started with."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.records import record
from review import presets
from review.models import Chain, Step


@transaction.atomic
def adopt_preset(process, name, *, region, by) -> Chain:
    """Make a preset the chain in force of a region, as a new version; returns the one in force when it is the same."""
    preset = presets.get(process, name)
    current = Chain.objects.select_for_update().in_force().filter(process=process, region=region).first()
    if current and current.preset == name:
        return current
    chain = Chain.objects.create(
        process=process,
        region=region,
        preset=name,
        title=preset.title,
        note=preset.note,
        version=_next_version(process, region),
    )
    Step.objects.bulk_create(Step(chain=chain, **fields) for fields in preset.steps)
    return put_in_force(chain, by=by)


@transaction.atomic
def put_in_force(chain, *, by) -> Chain:
    """Make a chain the one in force for its process and region; the former one stays for what runs on it.

    Raises ValidationError for a chain without steps.
    """
    if not chain.steps.exists():
        raise ValidationError(_("A chain needs at least one step."))
    Chain.objects.in_force().filter(process=chain.process, region=chain.region_id).exclude(pk=chain.pk).update(
        is_active=False
    )
    chain.is_active = True
    chain.save(update_fields=["is_active"])
    record("review.put_in_force", chain, by=by, region=chain.region_id, version=chain.version)
    return chain


def _next_version(process, region) -> int:
    last = Chain.objects.filter(process=process, region=region).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1
