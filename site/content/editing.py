"""The editors' form of every public page: asks the rules before it publishes, and masks on request."""

import json

from django.db import models
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField, StreamBlockValidationError
from wagtail.fields import RichTextField, StreamField

from content import queries, richtext, rules, shown

# The form's buttons after which something is, or will be, public.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")
MASK = "action-mask"
_KEYS_OF_BLOCKS = {"id", "type"}


class PublicPageForm(WagtailAdminPageForm):
    """Publishing stops at numbers of people, said at the field; “mask” replaces them and keeps a draft."""

    def is_valid(self):
        """Wagtail's own checks first; they build the page and its rows, which are then asked or masked."""
        if not super().is_valid():
            return False
        if MASK in self.data:
            self._mask()
        elif any(name in self.data for name in PUBLISHING):
            self._check()
        return not self.errors and all(not any(formset.errors) for formset in self.formsets.values())

    def _rows(self):
        """The forms of the page's rows that stay."""
        for relation in get_all_child_relations(type(self.instance)):
            formset = self.formsets.get(relation.get_accessor_name())
            yield from (
                (form for form in formset.forms if form not in formset.deleted_forms) if formset else ()
            )

    def _check(self):
        self._tell(self, shown.of_row(self.instance))
        for form in self._rows():
            self._tell(form, shown.of_row(form.instance))

    def _tell(self, form, said):
        for name, sentences in rules.problems(said).items():
            named = [*sentences, _("Use “Mask numbers” below, or take them out.")]
            box = form.fields.get(name)
            if isinstance(box, BlockField):
                # Words beside the blocks: they carry the number of the block.
                form.add_error(name, StreamBlockValidationError(non_block_errors=ErrorList(named)))
            else:
                form.add_error(name if box else None, named)

    def _mask(self):
        allowed = queries.allowed_numbers()
        for row in (self.instance, *(form.instance for form in self._rows())):
            mask_row(row, allowed)


def mask_row(row, allowed: frozenset[str] = frozenset()):
    """Replace the numbers of people in a row's words by their masked form; the row is not saved."""
    for column in row._meta.concrete_fields:
        if not column.editable or column.choices or column.name in shown.UNSEEN | {"slug"}:
            continue
        value = getattr(row, column.attname)
        if isinstance(column, StreamField):
            setattr(row, column.attname, json.dumps(_masked(column.get_prep_value(value), allowed)))
        elif isinstance(column, RichTextField) and value:
            setattr(row, column.attname, richtext.mask_html(value, allowed))
        elif isinstance(column, models.CharField | models.TextField) and value:
            setattr(row, column.attname, richtext.mask(value, allowed))


def _masked(raw, allowed):
    raw = json.loads(raw) if isinstance(raw, str) and raw[:1] in "[{" else raw
    return _masked_part(raw, allowed)


def _masked_part(part, allowed):
    if isinstance(part, dict):
        return {
            key: value if key in _KEYS_OF_BLOCKS else _masked_part(value, allowed)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_masked_part(value, allowed) for value in part]
    if isinstance(part, str) and not part.startswith(shown.ADDRESSES):
        return richtext.mask_html(part, allowed)
    return part
