"""Editors' side: the chains in force, drawn, adopted from presets per region, and changed as new versions (C-01)."""

import json
import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from regions.models import Level, Region
from review import actions, presets, processes, rules
from review.models import Chain, Step


class LevelsWidget(forms.CheckboxSelectMultiple):
    """A list of levels as boxes; none ticked means all."""

    def __init__(self, attrs=None):
        super().__init__(attrs, choices=Level.choices)

    def format_value(self, value):
        return super().format_value(json.loads(value or "[]") if isinstance(value, str) else value)

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        return json.dumps([int(value) for value in chosen if value.isdigit()])


class NamesWidget(forms.TextInput):
    """A list of names in one line, parted by commas of any kind."""

    def format_value(self, value):
        return ", ".join(json.loads(value or "[]") if isinstance(value, str) else value or [])

    def value_from_datadict(self, data, files, name):
        return json.dumps([word for word in re.split(r"[,，、;；\s]+", data.get(name) or "") if word])


class LinesWidget(forms.Textarea):
    """A list of points, one a line."""

    def format_value(self, value):
        return "\n".join(json.loads(value or "[]") if isinstance(value, str) else value or [])

    def value_from_datadict(self, data, files, name):
        lines = (line.strip() for line in (data.get(name) or "").splitlines())
        return json.dumps(list(dict.fromkeys(line for line in lines if line)), ensure_ascii=False)


class AdoptForm(WagtailAdminModelForm):
    """Choose a preset and the region it shall hold for."""

    choice = forms.ChoiceField(label=_("preset"))
    where = forms.ModelChoiceField(Region.objects.none(), label=_("region"))

    class Meta:
        model = Chain
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [
            (f"{preset.process}/{preset.name}", f"{label}: {preset.title}")
            for process, label in processes.choices()
            for preset in presets.of(process)
        ]
        inside = (
            Region.objects.within(settings.ROOT_REGION).current().governed().filter(level__lte=Level.COUNTY)
        )
        self.fields["where"].queryset = inside.in_official_order()

    def clean(self):
        cleaned = super().clean()
        if region := cleaned.get("where"):
            verdict = rules.can_change_chain(self.for_user, region)
            if not verdict:
                self.add_error("where", str(verdict.sentence))
        return cleaned

    def save(self, commit=True):
        process, _slash, name = self.cleaned_data["choice"].partition("/")
        return actions.adopt_preset(process, name, region=self.cleaned_data["where"], by=self.for_user)


class ChainForm(WagtailAdminModelForm):
    """A change of a chain; saving it makes a new version."""

    def clean(self):
        cleaned = super().clean()
        verdict = rules.can_change_chain(self.for_user, self.instance.region)
        if not verdict:
            raise ValidationError(str(verdict.sentence))
        return cleaned


class ChainEditView(EditView):
    """Saving draws a new version; the old one stays for what runs on it."""

    success_message = _("“%(object)s” is in force now; what is running keeps the version it started with.")

    def save_instance(self):
        """The form's chain and steps, as a new version in force."""
        changed = self.form.save(commit=False)
        names = [field.attname for field in Step._meta.concrete_fields if field.name not in {"id", "chain"}]
        steps = [Step(**{name: getattr(step, name) for name in names}) for step in changed.steps.all()]
        self.has_content_changes = True
        return actions.revise_chain(
            Chain.objects.get(pk=changed.pk),
            by=self.request.user,
            title=changed.title,
            note=changed.note,
            steps=steps,
        )


class AdoptView(CreateView):
    """A shipped preset becomes a region's own chain."""

    page_title = _("Adopt a preset")
    success_message = _("“%(object)s” is in force now; what is running keeps the version it started with.")


class ChainPolicy(ModelPermissionPolicy):
    """Versions are kept: what has run on one must stay readable, so nobody deletes a chain."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)


STEP_PANELS = [
    FieldRowPanel([FieldPanel("order"), FieldPanel("verb"), FieldPanel("return_label")]),
    FieldRowPanel(
        [FieldPanel("scope"), FieldPanel("level"), FieldPanel("organization_kind"), FieldPanel("role")]
    ),
    FieldRowPanel([FieldPanel("mode"), FieldPanel("separation"), FieldPanel("can_refuse")]),
    FieldRowPanel([FieldPanel("days_allowed"), FieldPanel("publicity_days"), FieldPanel("publicity_site")]),
    FieldPanel("only_for_levels", widget=LevelsWidget),
    FieldPanel("decides_on", widget=NamesWidget),
    FieldPanel("checklist", widget=LinesWidget(attrs={"rows": 3})),
]


class ChainViewSet(SnippetViewSet):
    model = Chain
    icon = "list-ol"
    menu_label = _("Review chains")
    add_to_admin_menu = True
    menu_order = 650
    list_display = [
        "title",
        Column(
            "process", label=_("process"), accessor=lambda chain: dict(processes.choices()).get(chain.process)
        ),
        "region",
        "version",
        "is_active",
    ]
    list_filter = ["is_active", "region__level"]
    ordering = ["-is_active", "process", "region__order", "-version"]
    copy_view_enabled = False
    permission_policy = ChainPolicy(Chain)
    add_view_class = AdoptView
    edit_view_class = ChainEditView
    edit_handler = ObjectList(
        [
            HelpPanel(template="review/cms/chain.html"),
            FieldPanel("title"),
            FieldPanel("note"),
            InlinePanel("steps", panels=STEP_PANELS, min_num=1, label=_("step")),
        ],
        base_form_class=ChainForm,
    )

    def get_add_view_kwargs(self, **kwargs):
        panel = ObjectList([FieldPanel("choice"), FieldPanel("where")], base_form_class=AdoptForm)
        panel = panel.bind_to_model(Chain)
        return super().get_add_view_kwargs(**kwargs) | {"panel": panel, "form_class": panel.get_form_class()}

    def get_queryset(self, request):
        """Chains with their regions, for the list."""
        return Chain.objects.select_related("region")


register_snippet(ChainViewSet)


@hooks.register("insert_global_admin_css")
def chain_style():
    """The drawing's few rules; the admin does not know the site's style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/review-cms.css"))
