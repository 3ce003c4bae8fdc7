"""One generated report: the rows that its verbs would have left in each table."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from activities import facts
from activities.states import VersionState
from core import workdays
from demo import words
from review.content import Content, fingerprint
from review.models import Outcome, Status, TaskKind, TaskState

_VERSION_STATE = {"mended": VersionState.APPROVED}
_REVIEW_STATUS = {"mended": Status.APPROVED, "submitted": Status.OPEN}


class Report:
    """One report's rows."""

    def __init__(self, generator, chunk, state):
        self.g, self.chunk, self.state = generator, chunk, state
        rng = generator.rng
        self.office = rng.choice(generator.offices)
        self.day = generator.first + timedelta(days=rng.randint(0, (generator.last - generator.first).days))
        self.story = words.tell(
            rng, self.office.region, self.day, kinds=generator.kinds, partners=generator.partners
        )
        self.pictures = [
            generator.pictures[name] for name in self.story.pictures if name in generator.pictures
        ]
        self.by = self.office.reporter
        self.above = generator.above[self.office.organization.pk]
        self.submitted = generator.moment(self.day, 1, 3)
        self.decided = max(generator.moment(self.submitted.date(), 1, 4), self.submitted)
        self.content = vars(self._content())
        self.hash = fingerprint(self.content)

    def _content(self) -> Content:
        columns = {**self.story.facts, "organization_id": self.office.organization.pk}
        return Content(
            facts={**facts.read(SimpleNamespace(**columns)), "organization_id": columns["organization_id"]},
            evidence={f"reportpicture-{picture.file_id}": picture.sha256 for picture in self.pictures},
            words={
                "title": self.story.title,
                "body": self.story.body,
                "tags": self.story.tags,
                "alts": [picture.alt for picture in self.pictures],
            },
        )

    def add(self):
        """Collect all rows."""
        self.version = self.chunk.version.next_pk
        self.chunk.version.next_pk += 1
        page = review = None
        if self.state != "draft":
            page, review = self._page(), self._review()
        self._version(page, review)
        self._record()
        for number, picture in enumerate(self.pictures):
            self.chunk.private.add(
                version_id=self.version,
                file_id=picture.file_id,
                image_id=picture.image_id,
                alt=picture.alt,
                order=number,
            )
        if self.state in {"approved", "mended"}:
            self.chunk.approvals.append((page, self.version))
            for number, picture in enumerate(self.pictures):
                self.chunk.public.add(
                    page_id=page, image_id=picture.image_id, alt=picture.alt, sort_order=number
                )

    def _page(self) -> int:
        slug, index = f"r{self.version}", self.g.index
        was_public = self.state in {"approved", "mended", "revoked"}
        published = self.decided if was_public else None
        pk = self.chunk.page.add(
            path=self.chunk.path(index),
            title=self.story.title,
            draft_title=self.story.title,
            slug=slug,
            url_path=f"{index.url_path}{slug}/",
            translation_key=uuid.UUID(int=self.g.rng.getrandbits(128), version=4),
            owner_id=self.by.pk,
            first_published_at=published,
            last_published_at=published,
        )
        own = {
            "page_ptr_id": pk,
            "organization_id": self.office.organization.pk,
            "region_id": self.office.region.pk,
        }
        if was_public:
            own |= self.story.facts | {
                "body": self.story.body,
                "summary": self.story.body.replace("\n\n", "")[:120],
                "facts_hash": self.hash,
                "approved_at": self.decided if self.state != "revoked" else None,
            }
        self.chunk.report.add(**own)
        return pk

    def _version(self, page, review):
        self.chunk.version.add(
            id=self.version,
            page_id=page,
            review_id=review,
            state=_VERSION_STATE.get(self.state, self.state),
            organization_id=self.office.organization.pk,
            created_by_id=self.by.pk,
            title=self.story.title,
            body=self.story.body,
            tags=self.story.tags,
            facts_hash=self.hash if review else "",
            created_at=self.submitted,
            updated_at=self.submitted,
            submitted_at=self.submitted if review else None,
            **self.story.facts,
        )

    def _review(self) -> int:
        rounds = 2 if self.state == "mended" else 1
        is_over = self.state not in {"submitted", "returned"}
        pk = self.chunk.review.add(
            subject_id=self.version,
            title=self.story.title,
            region_id=self.office.region.pk,
            applicant_id=self.office.organization.pk,
            submitted_by_id=self.by.pk,
            round=rounds,
            status=_REVIEW_STATUS.get(self.state, self.state),
            order=0 if self.state in {"submitted", "returned", "withdrawn"} else self.g.step.order,
            facts_hash=self.hash,
            opened_at=self.submitted,
            concluded_at=self.decided if is_over else None,
        )
        for number in range(1, rounds + 1):
            self.chunk.round.add(
                review_id=pk,
                number=number,
                content=self.content,
                facts_hash=self.hash,
                submitted_by_id=self.by.pk,
                submitted_at=self.submitted,
            )
        self._tasks_and_decisions(pk)
        return pk

    def _tasks_and_decisions(self, review):
        middle = self.submitted + (self.decided - self.submitted) / 2
        if self.state == "submitted":
            self._task(review, 1, TaskState.OPEN, None)
        elif self.state == "withdrawn":
            self._task(review, 1, TaskState.CANCELLED, self.decided)
            self._decision(review, None, Outcome.WITHDRAW, self.decided, words_of="withdrawals", own=True)
        elif self.state == "returned":
            task = self._task(review, 1, TaskState.DONE, self.decided)
            self._decision(review, task, Outcome.RETURN, self.decided, words_of="remarks")
            self._task(review, 1, TaskState.OPEN, None, mend=True)
        elif self.state == "mended":
            task = self._task(review, 1, TaskState.DONE, middle)
            self._decision(review, task, Outcome.RETURN, middle, words_of="remarks")
            self._decision(review, None, Outcome.RESUBMIT, middle, number=2, own=True)
            task = self._task(review, 2, TaskState.DONE, self.decided)
            self._decision(review, task, Outcome.APPROVE, self.decided, number=2)
        else:
            task = self._task(review, 1, TaskState.DONE, middle)
            self._decision(review, task, Outcome.APPROVE, middle)
            if self.state == "revoked":
                self._decision(review, None, Outcome.REVOKE, self.decided, words_of="revocations")

    def _task(self, review, number, state, closed, mend=False) -> int:
        own, due = self.office.organization.pk, None
        if not mend:
            due = workdays.add_workdays(timezone.localdate(self.submitted), self.g.step.days_allowed)
        return self.chunk.task.add(
            kind=TaskKind.MEND if mend else TaskKind.STEP,
            subject_id=self.version,
            title=self.story.title,
            review_id=review,
            step_id=None if mend else self.g.step.pk,
            round=number,
            region_id=self.office.region.pk if mend else self.above.region.pk,
            subject_region_id=self.office.region.pk,
            organization_id=own if mend else None,
            applicant_id=own,
            state=state,
            due_on=due,
            opened_at=self.decided if mend else self.submitted,
            closed_at=closed,
        )

    def _decision(self, review, task, outcome, at, *, number=1, words_of="", own=False):
        office = self.office if own else self.above
        labels = {Outcome.APPROVE: self.g.step.verb, Outcome.RETURN: self.g.step.return_label}
        self.chunk.decision.add(
            review_id=review,
            task_id=task,
            step_id=self.g.step.pk if task else None,
            round=number,
            outcome=outcome,
            label=labels.get(outcome, ""),
            words=self.g.rng.choice(words.phrases(words_of)) if words_of else "",
            actor_id=(self.by if own else office.reviewer).pk,
            organization_id=office.organization.pk,
            level=office.region.level,
            region_id=office.region.pk,
            content_hash=self.hash,
            at=at,
        )

    def _record(self):
        self.chunk.record.add(
            at=self.submitted,
            actor_id=self.by.pk,
            organization_id=self.office.organization.pk,
            organization_name=self.office.organization.name,
            subject_id=str(self.version),
            subject_title=self.story.title,
            region_id=self.office.region.pk,
            details={"generated": True, "state": self.state},
        )
