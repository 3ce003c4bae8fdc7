"""A page of the desk with several verbs: each is a form, or the sentence why it is not possible now."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction


@dataclass(frozen=True)
class Verb:
    """One verb of a page: rule(by, subject), a form class or None, act(subject, clean values, by)."""

    name: str
    label: object
    rule: object
    form: type | None
    act: object
    tone: str = "primary"
    icon: str = "check"


def chosen(request, verbs):
    """The verb that a POST names and its bound form; (None, None) for a GET or an unknown one."""
    name = request.POST.get("verb", "") if request.method == "POST" else ""
    verb = next((verb for verb in verbs if verb.name == name), None)
    if verb is None:
        return None, None
    form = verb.form(request.POST, request.FILES or None, prefix=name) if verb.form else None
    return verb, form


def done(verb, form, subject, by) -> bool:
    """Whether the verb went through; what it missed is put at the form's fields. Refusals become pages of their own."""
    if form is not None and not form.is_valid():
        return False
    try:
        with transaction.atomic():
            verb.act(subject, form.cleaned_data if form is not None else {}, by)
    except ValidationError as error:
        if form is None:
            raise
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return False
    return True


def offered(verbs, subject, by, refused=None, refused_form=None) -> list[dict]:
    """The verbs as templates/supervision/desk/doors.html takes them."""
    return [
        {
            "verb": verb,
            "verdict": verb.rule(by, subject),
            "form": refused_form if verb is refused else (verb.form(prefix=verb.name) if verb.form else None),
            "is_open": verb is refused,
        }
        for verb in verbs
    ]
