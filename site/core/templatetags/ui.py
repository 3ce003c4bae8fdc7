"""The few words templates use to draw: an icon, a state, a row of facts, a form field.

Registered as template builtins, so no page has to load them.
"""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "icons/sprite.svg"

# A state is never colour alone: each tone brings the icon that says the same.
TONES = {
    "plain": "pencil",
    "waiting": "clock",
    "done": "circle-check",
    "counted": "badge-check",
    "returned": "undo-2",
    "refused": "circle-x",
    "info": "info",
    "closed": "ban",
}


@cache
def icon_names() -> frozenset[str]:
    """The names that have a drawing in the sprite."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', Path(finders.find(SPRITE)).read_text()))


@register.simple_tag
@cache
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """An icon of the sprite, in the colour and size of the words around it.

    Without `label` it is decoration, hidden from screen readers; with one it speaks it. `extra` adds classes.
    Raises TemplateSyntaxError for a name the sprite does not hold.
    """
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"no icon “{name}” in {SPRITE}")
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {} width="24" height="24"><use href="{}#{}"/></svg>',
        f"icon {extra}".strip(),
        voice,
        static(SPRITE),
        name,
    )


@register.inclusion_tag("components/pill.html")
def pill(label: str, tone: str = "plain", icon_name: str = "") -> dict:
    """A state as icon, word and colour. `tone` is one of TONES; anything else is the template's mistake."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"no tone “{tone}”; there are {', '.join(TONES)}")
    return {"label": label, "tone": tone, "icon_name": icon_name or TONES[tone]}


@register.simple_tag
def facts_row(label: str, value: object, unit: str = "", url: str = "", note: str = "") -> SafeString:
    """One line inside `<dl class="facts">`; an empty value shows a dash, so that a gap is seen to be one.

    Pages have dozens of them: drawn here, a line costs a tenth of a template's.
    """
    if value is None or value == "":
        said = SafeString('<span class="muted">—</span>')
    else:
        value = localize(value)
        said = format_html('<a href="{}">{}</a>', url, value) if url else conditional_escape(value)
        said += format_html('<span class="unit">{}</span>', unit) if unit else ""
    said += format_html('<span class="note">{}</span>', note) if note else ""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, said)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", marked: str = "") -> dict:
    """One form field: label above, unit beside the box, help, error at the field, all tied by id.

    `unit` is the word beside the box (元, 万元, 场); `marked` is a reviewer's words on this field.
    A widget may bring its own unit as `attrs["data-unit"]`.
    """
    unit = unit or bound.field.widget.attrs.get("data-unit", "")
    notes = [("unit", unit), ("marked", marked), ("helptext", bound.help_text), ("error", bound.errors)]
    described = " ".join(f"{bound.auto_id}_{name}" for name, present in notes if present)
    grouped = bound.use_fieldset
    # A group is described once, on its fieldset, not again on each of its boxes.
    attrs = {"aria-describedby": described} if described and not grouped else {}
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "unit": unit,
        "marked": marked,
        "described": described,
        "grouped": grouped,
        "is_check": isinstance(bound.field.widget, CheckboxInput),
    }


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The page's own address with some parameters changed; None or "" takes one away. Always starts with “?”.

    The page number never survives a change of filter unless it is the change.
    """
    parameters = context["request"].GET.copy()
    if "page" not in changes:
        parameters.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return "?" + parameters.urlencode()


@register.filter
def page_numbers(paginator: Paginator, number: int) -> list:
    """The page numbers worth a link: the ends, the neighbours, an ellipsis between."""
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))


@register.filter
def machine_time(moment: date) -> str:
    """A day or a moment as <time datetime> wants it: to the second, for HTML knows no finer one of six digits."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return timezone.localtime(moment).isoformat(timespec="seconds")
