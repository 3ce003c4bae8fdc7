"""The desk of filings: fill in, print, add the files, hand in; and for the province who has filed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from content.models import SiteSettings
from core import private
from core.errors import Refused
from home.indicators import actions, exports, rules
from home.indicators.forms import FilingForm, UploadForm
from home.indicators.models import Filing, Period
from home.indicators.queries import vouched_figures
from home.indicators.views.sheet import filing_rows, sheet_of
from regions import queries as regions
from review import queries as reviews

FILE_LABELS = {"summary": "工作小结", "scan": "盖章统计表"}


def _filing(request, pk) -> Filing:
    """The filing, if this person may read it; refuses with a sentence otherwise."""
    found = Filing.objects.select_related(
        "period__region", "region", "organization__region", "summary", "scan", "review"
    )
    filing = get_object_or_404(found, pk=pk)
    rules.can_see(request.user, filing).require()
    return filing


@login_required
@never_cache
def index(request):
    """The periods that are filed for: one's own filing for each, or who has filed when one receives them."""
    office = request.user.organization
    periods = Period.objects.filter(deadline__isnull=False).select_related("region")
    own = {
        f.period_id: f for f in Filing.objects.filter(organization=office).select_related("period", "region")
    }
    entries = []
    for period in periods:
        may_file, may_oversee = rules.can_file(request.user, period), rules.can_oversee(request.user, period)
        if may_file or may_oversee or period.pk in own:
            entries.append(
                {
                    "period": period,
                    "filing": own.get(period.pk),
                    "may_file": may_file,
                    "may_oversee": may_oversee,
                }
            )
    return render(request, "home/filings/list.html", {"entries": entries})


@login_required
@never_cache
def oversee(request, period_id):
    """Who has filed for a period and who has not, in official order."""
    period = get_object_or_404(Period.objects.select_related("region"), pk=period_id)
    rules.can_oversee(request.user, period).require()
    filings = {
        f.region_id: f
        for f in Filing.objects.visible_to(request.user).filter(period=period).select_related("period")
    }
    below = regions.children_of(period.region_id, max_level=rules.filing_level(period))
    entries = [{"region": region, "filing": filings.get(region.pk)} for region in below]
    context = {"period": period, "entries": entries, "handed_in": sum(1 for e in entries if e["filing"])}
    return render(request, "home/filings/period.html", context)


@login_required
@require_POST
def start(request, period_id):
    """Open the office's filing for a period."""
    filing = actions.start_filing(get_object_or_404(Period, pk=period_id), by=request.user)
    return redirect("filings:edit", filing.pk)


@login_required
@never_cache
def show(request, pk):
    """A filing as it stands, with its files, its history and what may be done next."""
    filing = _filing(request, pk)
    return render(request, "home/filings/show.html", _shown(request, filing))


def _shown(request, filing, **extra) -> dict:
    return {
        "filing": filing,
        "sheet": sheet_of(filing),
        "may_edit": rules.can_edit(request.user, filing),
        "may_submit": rules.can_submit(request.user, filing),
        "may_withdraw": rules.can_withdraw(request.user, filing),
        "is_own": filing.organization_id == request.user.organization_id,
        "missing": rules.problems(filing),
        "upload_form": UploadForm(),
        "history": reviews.history(filing.review) if filing.review else [],
        "last_return": reviews.last_return(filing.review) if filing.review else None,
        **extra,
    }


@login_required
@never_cache
def edit(request, pk):
    """Fill in figures, remarks and the explanation; what was typed comes back with the sentences of what is wrong."""
    filing = _filing(request, pk)
    rules.can_edit(request.user, filing).require()
    rows = filing_rows(filing)
    initial = FilingForm.initial_of(filing, rows, vouched_figures(filing))
    form = FilingForm(request.POST or None, filing=filing, rows=rows, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _saved(request, filing, form):
            messages.success(request, _("Saved."))
            return redirect("filings:show", filing.pk)
        status = 400
    last_return = reviews.last_return(filing.review) if filing.review else None
    context = {"filing": filing, "form": form, "rows": rows, "last_return": last_return}
    return render(request, "home/filings/edit.html", context, status=status)


def _saved(request, filing, form) -> bool:
    try:
        actions.save_filing(filing, form.values(), by=request.user, edits=form.cleaned_data["edits"])
    except ValidationError as wrong:
        form.add_error(None, wrong)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


@login_required
@never_cache
def print_sheet(request, pk):
    """The prefecture's form for paper and seal, with its vouched figures and remarks."""
    filing = _filing(request, pk)
    with override("zh-hans"):
        sheet = sheet_of(filing)
        context = {
            "filing": filing,
            "sheet": sheet,
            "lines": _print_lines(sheet),
            "columns": exports.FORM_COLUMNS,
            "footer_lines": exports.footer_lines(filing.period, SiteSettings.for_request(request)),
        }
        return render(request, "home/filings/print.html", context)


def _print_lines(sheet) -> list[dict]:
    """The lines to print: the prefecture's total as vouched for, the rest as computed."""
    lines = []
    for row in sheet.rows:
        texts = [exports.shown(figure.measure, row.values[figure.measure.key]) for figure in sheet.figures]
        lines.append({"row": row, "texts": texts})
    lines[0]["texts"] = [figure.vouched or figure.computed for figure in sheet.figures]
    return lines


@login_required
@require_POST
def upload(request, pk, which):
    """Add or replace the work summary or the sealed form."""
    filing = _filing(request, pk)
    form = UploadForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValidationError(_("Choose a file."))
        actions.attach_file(filing, which, form.cleaned_data["upload"], by=request.user)
    except ValidationError as wrong:
        context = _shown(request, filing, upload_error=wrong.messages, upload_which=which)
        return render(request, "home/filings/show.html", context, status=400)
    messages.success(request, _("The file is kept."))
    return redirect("filings:show", filing.pk)


@login_required
@require_POST
def submit(request, pk):
    """Hand in; what is missing comes back as sentences."""
    filing = _filing(request, pk)
    try:
        actions.submit_filing(filing, by=request.user)
    except ValidationError as wrong:
        context = _shown(request, filing, submit_errors=wrong.messages)
        return render(request, "home/filings/show.html", context, status=400)
    messages.success(request, _("Handed in."))
    return redirect("filings:show", filing.pk)


@login_required
@require_POST
def withdraw(request, pk):
    """Take back what was handed in."""
    filing = actions.withdraw_filing(_filing(request, pk), by=request.user)
    messages.success(request, _("Taken back: you can change it again."))
    return redirect("filings:show", filing.pk)


@login_required
@never_cache
def file(request, pk, which):
    """The work summary or the sealed form, for those who may read the filing."""
    filing = _filing(request, pk)
    kept = getattr(filing, which) if which in actions.FILES else None
    if kept is None:
        raise Http404
    ending = kept.file.name.rsplit(".", 1)[-1]
    return private.serve(kept, f"{filing.region.name}{FILE_LABELS[which]}.{ending}")
