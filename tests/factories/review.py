"""Toy processes, chains and runs of them, made through the verbs."""

from itertools import count

from accounts.models import Role
from organizations.models import Kind
from review import actions, processes
from review.content import Content
from review.models import Bundle, Chain, Step, TaskState
from review.processes import Process
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

_numbers = count(1)
NAMES = {"430000": "湖南省", "433100": "湘西州", "433124": "花垣县", "433122": "泸溪县", "430300": "湘潭市"}


class Toy:
    """A process whose subjects live in memory and which remembers what the kit tells it."""

    def __init__(self, key="toy", **traits):
        self.key = key
        self.contents: dict[int, Content] = {}
        self.concluded: list[tuple[int, str]] = []
        self.returned: list[int] = []
        self.handled: list[tuple[int, str]] = []
        processes.register(
            Process(
                key=key,
                label=f"toy {key}",
                content_of=lambda ids: {pk: self.contents[pk] for pk in ids},
                subject_of=lambda pk: self.contents.get(pk),
                on_concluded=lambda reviews, by: self.concluded.extend(
                    (r.subject_id, r.status) for r in reviews
                ),
                on_returned=lambda reviews, by: self.returned.extend(r.subject_id for r in reviews),
                on_task_decided=lambda task, outcome, by: self.handled.append((task.subject_id, outcome)),
                mend_url=lambda pk: f"/mend/{pk}/",
                labels=lambda: {"amount": "金额", "title": "标题"},
                **traits,
            )
        )

    def subject(self, *, words=None, evidence=None, **facts) -> int:
        """A new subject with these facts; its id."""
        number = next(_numbers)
        self.contents[number] = Content({"amount": 1, **facts}, evidence or {}, words or {"title": "甲"})
        return number

    def change(self, subject_id, *, words=None, evidence=None, **facts):
        """Change some facts, words or evidence of a subject."""
        old = self.contents[subject_id]
        self.contents[subject_id] = Content(
            {**old.facts, **facts}, {**old.evidence, **(evidence or {})}, {**old.words, **(words or {})}
        )

    def submit(self, *, by, subject_id=None, region=None, **more):
        """Put a subject (a new one unless told) under review for the person's own organization."""
        subject_id = subject_id or self.subject()
        return actions.submit(
            self.key,
            subject_id,
            by=by,
            title=f"第{subject_id}号",
            region=region or by.organization.region,
            applicant=by.organization,
            **more,
        )


def chain(*steps, process="toy", region="430000", title="示例流程") -> Chain:
    """A chain in force, from step fields; `verb` is made up where it is missing, `level` 2 for territory."""
    last = Chain.objects.filter(process=process, region=region).order_by("-version").first()
    made = Chain.objects.create(
        process=process, region=region_at(region), title=title, version=last.version + 1 if last else 1
    )
    for number, fields in enumerate(steps, start=1):
        needs_level = fields.get("scope", "territory") in {"territory", "counterpart"}
        defaults = {"order": number, "verb": f"审核{number}", "level": 2 if needs_level else None}
        Step.objects.create(chain=made, **{**defaults, **fields})
    return actions.put_in_force(made, by=None)


def office(code, kind=Kind.ASSISTANCE_OFFICE):
    """The open office of a kind in a region; made when it is not there."""
    return OrganizationFactory(kind=kind, region=region_at(code), name=f"{NAMES.get(code, code)}{kind}")


def person(code="433100", role=Role.REVIEWER, kind=Kind.ASSISTANCE_OFFICE, **fields):
    """Somebody of an office; a reviewer of the city's assistance office unless told."""
    return UserFactory(organization=office(code, kind), role=role, **fields)


def clerk(code="433124", **fields):
    """A reporter of a county office."""
    return person(code, Role.REPORTER, **fields)


def task_of(review, **lookups):
    """The only open task of a review (narrowed by lookups)."""
    return review.tasks.get(state=TaskState.OPEN, **lookups)


def open_seats(review) -> list[tuple[str, str]]:
    """(region, kind of organization) of what waits, sorted."""
    return sorted(review.tasks.filter(state=TaskState.OPEN).values_list("region_id", "organization_kind"))


def bundle(title="一份申请") -> Bundle:
    """An application whose rows are reviewed together."""
    return Bundle.objects.create(title=title)
