"""The region field and its picker: province › city › county › town, with or without JavaScript."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions import queries
from regions.models import Level, Region, prefix_of

LIST_LABELS = {
    Level.PROVINCE: pgettext_lazy("list of regions", "Province"),
    Level.PREFECTURE: pgettext_lazy("list of regions", "City or prefecture"),
    Level.COUNTY: pgettext_lazy("list of regions", "County or district"),
    Level.TOWN: pgettext_lazy("list of regions", "Township or subdistrict"),
}


@dataclass(frozen=True)
class Picked:
    """What the lists sent: the deepest code, a code that did not fit, whether the next list was asked for."""

    code: str = ""
    is_stepping: bool = False
    stray: str = ""

    @classmethod
    def of(cls, value) -> "Picked":
        """From whatever a field or widget may be given: a Region, a code, nothing."""
        if isinstance(value, cls):
            return value
        return cls(value.code if isinstance(value, Region) else str(value or "").strip())

    @classmethod
    def walk(cls, codes, *, is_stepping=False) -> "Picked":
        """From the lists top-down; an empty list ends it, a code outside the one above it is stray."""
        deepest = ""
        for code in codes:
            if not code:
                break
            if not code.startswith(prefix_of(deepest)):
                return cls(deepest, is_stepping, code)
            deepest = code
        return cls(deepest, is_stepping)


class RegionPicker(forms.Widget):
    """Nested lists, all named like the field, so that `?region=430100` is a complete answer too.

    Without JavaScript a button named `<name>-step` sends the form back with the next list open;
    with it region-picker.js fetches the next list and takes the button away.
    """

    template_name = "regions/picker.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.root = None
        self.min_level = Level.PROVINCE
        self.max_level = Level.TOWN

    def id_for_label(self, id_):
        return ""

    def use_required_attribute(self, initial):
        return False

    def value_from_datadict(self, data, files, name):
        raw = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        codes = [Picked.of(value).code for value in raw]
        return Picked.walk(codes, is_stepping=f"{name}-step" in data)

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        region, notice = self._shown(Picked.of(value).code)
        lists = self._lists(region)
        # The first list carries the field's own id: that is where a summary of errors links to.
        base = context["widget"]["attrs"].get("id") or f"id_{name}"
        for number, each in enumerate(lists, start=1):
            each["id"] = base if number == 1 else f"{base}_{number}"
        context["widget"] |= {
            "notice": notice,
            "lists": lists,
            "labels": LIST_LABELS,
            "min_level": int(self.min_level),
            "max_level": int(self.max_level),
            "attributes": flatatt(
                {key: val for key, val in context["widget"]["attrs"].items() if key != "id"}
            ),
            "has_step": bool(lists) and lists[0]["level"] < self.max_level,
        }
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """With the project's templates: a form renderer looks in installed apps only."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def _shown(self, code):
        """The region to show for a code, and what to say if it is another one; nothing outside the root."""
        try:
            region = queries.current_region(code) if code else None
        except Region.DoesNotExist:
            return None, ""
        if region and self.root and not self.root.contains(region):
            return None, ""
        notice = queries.retired_sentence(queries.find(code)) if region and region.code != code else ""
        return region, notice

    def _lists(self, region):
        """One list per level below the root: what is chosen in it, down to the first that is still open."""
        trail = region.ancestors() if region else []
        if self.root:
            trail = [step for step in trail if step.level > self.root.level]
        lists, above = [], self.root
        for step in [*trail, None]:
            options = list(queries.children_of(above or "", max_level=self.max_level))
            if not options:
                break
            level = Level(min(option.level for option in options))
            lists.append(
                {
                    "level": level,
                    "label": LIST_LABELS[level],
                    "above": above,
                    "is_whole": above is not None and above.level >= self.min_level,
                    "value": above.code if above is self.root and self._root_is_answer else "",
                    "options": options,
                    "chosen": step.code if step else "",
                }
            )
            above = step
        return lists

    @property
    def _root_is_answer(self):
        return self.root is not None and self.is_required and self.root.level >= self.min_level


class RegionField(forms.Field):
    """A region of today, from a code or the picker's lists.

    `root` (a Region, or None for the whole country) and the levels bound what may be chosen; where the tree
    ends above `min_level`, its last region will do. A retired code becomes its successor, and `replaced` on
    the cleaned region is the retired one (queries.retired_sentence tells the user).
    """

    widget = RegionPicker
    default_error_messages = {
        "required": _("Choose a region."),
        "step": _("The next list is open: choose on below."),
        "unknown": _("There is no region with the code %(code)s."),
        "gone": "%(sentence)s",
        "heading": _("%(name)s (%(code)s) is a heading of the code table, not a region."),
        "stray": _("%(name)s does not lie in the region chosen above it: choose again."),
        "outside": _("%(name)s does not lie in %(root)s."),
        "too_high": _("%(name)s is not precise enough: choose on below it."),
        "too_low": _("%(name)s is too small: choose a region above it."),
    }

    def __init__(self, *, root=None, min_level=Level.PROVINCE, max_level=Level.TOWN, **kwargs):
        super().__init__(**kwargs)
        self.min_level, self.max_level = min_level, max_level
        self.widget.min_level, self.widget.max_level = min_level, max_level
        self.root = root

    @property
    def root(self):
        """The region whose subtree may be chosen; a form may set it when it knows its user."""
        return self._root

    @root.setter
    def root(self, region):
        self._root = self.widget.root = region

    def prepare_value(self, value):
        return Picked.of(value)

    def has_changed(self, initial, data):
        return not self.disabled and Picked.of(initial).code != Picked.of(data).code

    def clean(self, value):
        picked = Picked.of(value)
        if picked.is_stepping:
            self._refuse("step")
        if picked.stray:
            self._refuse("stray", name=self._find(picked.stray).name)
        region = self._find(picked.code) if picked.code else None
        if region:
            self._check(region)
        elif self.required:
            self._refuse("required")
        return region

    def _find(self, code) -> Region:
        try:
            named = queries.find(code)
        except Region.DoesNotExist:
            self._refuse("unknown", code=code[:20])
        region = queries.current_region(code) if named.is_retired else named
        if region.is_retired:
            self._refuse("gone", sentence=queries.retired_sentence(region))
        region.replaced = named if region != named else None
        return region

    def _check(self, region):
        if region.kind == Region.Kind.HEADING:
            self._refuse("heading", name=region.name, code=region.code)
        if self.root and not self.root.contains(region):
            self._refuse("outside", name=region.name, root=self.root.name)
        if region.level > self.max_level:
            self._refuse("too_low", name=region.name)
        if region.level < self.min_level and queries.children_of(region, max_level=self.max_level).exists():
            self._refuse("too_high", name=region.name)

    def _refuse(self, error, /, **params):
        raise ValidationError(self.error_messages[error], code=error, params=params)


class RegionStepMixin:
    """For forms with a RegionField: asking for the next list complains about nothing else.

    `region_notices` are the sentences about retired codes, for a page that redirects after saving.
    """

    def full_clean(self):
        super().full_clean()
        stepping = {name for name in self._region_fields() if f"{self.add_prefix(name)}-step" in self.data}
        if stepping:
            for name in set(self._errors) - stepping:
                del self._errors[name]

    @property
    def region_notices(self) -> list[str]:
        """One sentence for each retired code that was replaced."""
        chosen = [self.cleaned_data.get(name) for name in self._region_fields()]
        return [queries.retired_sentence(region.replaced) for region in chosen if region and region.replaced]

    def _region_fields(self):
        return [name for name, field in self.fields.items() if isinstance(field, RegionField)]
