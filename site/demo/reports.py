"""Reports through the verbs: each is played from the green “+” to wherever its script ends, on its own days."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from activities import actions, facts
from activities.models import ReportPicture
from demo import clock, library, people, words
from review import actions as reviews
from review.models import Outcome, TaskKind

# How many of each script are played: of the campaign's month, and of the weeks before today.
CAMPAIGN_SCRIPTS = {
    "approved": 32,
    "mended": 12,
    "mended_twice": 3,
    "corrected": 6,
    "revoked": 3,
    "revived": 2,
    "withdrawn": 2,
}
RECENT_SCRIPTS = {
    "approved": 20,
    "mended": 4,
    "submitted": 11,
    "claimed": 3,
    "returned": 5,
    "draft": 5,
    "correcting": 4,
    "corrected": 2,
    "withdrawn": 1,
    "revoked": 1,
}


# What the county and the city have in hand whose sign-ins are printed first: something of everything.
SHOWN_SCRIPTS = {
    people.SHOWN_COUNTY: {"draft": 1, "submitted": 1, "returned": 1, "mended": 1},
    people.SHOWN_CITY: {"submitted": 1},
}


@dataclass
class Stage:
    """What every script needs: the generator, the people, kinds, partners and the shared pictures."""

    rng: object
    province: object
    kinds: dict
    partners: dict
    pictures: dict

    def moment(self, day, hour=None):
        """Some minute of the working hours of `day`."""
        at = time(hour or self.rng.randint(9, 17), self.rng.randint(0, 59))
        return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


class Play:
    """One report and its people; every method is an act on its own day."""

    def __init__(self, stage, office, day):
        self.stage, self.office, self.by = stage, office, office.reporter
        self.story = words.tell(stage.rng, office.region, day, kinds=stage.kinds, partners=stage.partners)
        self.now, self.version = stage.moment(day + timedelta(days=1)), None

    def later(self, low=1, high=2):
        """Let days pass, not into the future."""
        wanted = self.now + timedelta(
            days=self.stage.rng.randint(low, high), minutes=self.stage.rng.randint(-90, 90)
        )
        self.now = min(max(wanted, self.now + timedelta(minutes=5)), timezone.now())

    def write(self):
        """Begin, attach, save."""
        with clock.at(self.now):
            self.version = actions.start_report(by=self.by)
            for name in self.story.pictures[: self.stage.rng.randint(1, 2)]:
                picture = actions.add_picture(
                    self.version, library.upload(name), by=self.by, alt=words.alternative_text(name)
                )
                # The shared public copy stands for one of its own.
                ReportPicture.objects.filter(pk=picture.pk).update(image=self.stage.pictures[name].image_id)
            if self.stage.rng.random() < 0.25:
                title = self.stage.rng.choice(sorted(library.SHEETS))
                actions.add_attachment(self.version, library.sheet(title), by=self.by, title=title)
            self.save()

    def save(self):
        """Keep the story as the draft's content."""
        self.version = actions.save_draft(self.version, self.story.values, typed={}, by=self.by)

    def submit(self):
        """Send it in."""
        with clock.at(self.now):
            self.version = actions.submit_report(self.version, by=self.by)

    def decide(self, outcome=Outcome.APPROVE, sentence=""):
        """Whoever's turn it is decides; an approval goes on until the chain is through."""
        self.later()
        while task := self.version.review.tasks.open().filter(kind=TaskKind.STEP).first():
            reviewer = self.reviewer(task)
            with clock.at(self.now):
                reviews.decide(task, outcome, by=reviewer, words=sentence)
            if outcome != Outcome.APPROVE:
                break
            self.later(0, 1)
        self.version.refresh_from_db()

    def reviewer(self, task):
        """The one who decides for the seat of a task."""
        return self.stage.province.offices[task.region_id].reviewer

    def mend(self):
        """Returned with words, mended, sent again."""
        self.decide(Outcome.RETURN, self.stage.rng.choice(words.phrases("remarks")))
        self.later()
        if self.story.facts["sales_amount"]:
            self.story.facts["sales_amount"] = _corrected(self.story.facts["sales_amount"])
        self.story.body += self.stage.rng.choice(words.phrases("fixed_notes"))
        with clock.at(self.now):
            self.save()
        self.submit()

    def correct(self):
        """A new version of the published report with another figure."""
        self.later(2, 4)
        with clock.at(self.now):
            self.version = actions.start_correction(self.version.page, by=self.by)
            people = self.version.people_covered or 100
            self.story.facts |= facts.read(self.version) | {
                "sales_amount": self.version.sales_amount,
                "trade_amount": self.version.trade_amount,
                "started_on": self.version.started_on,
                "ended_on": self.version.ended_on,
                "people_covered": people + self.stage.rng.randint(5, 60),
            }
            self.save()
        self.submit()

    def revoke(self):
        """Un-approved by the office that gave the last approval."""
        self.later(2, 5)
        sentence = self.stage.rng.choice(words.phrases("revocations"))
        last = self.version.review.decisions.filter(outcome=Outcome.APPROVE).last()
        by = self.stage.province.offices[last.region_id].reviewer
        with clock.at(self.now):
            reviews.revoke_approval(self.version.review, by=by, words=sentence)
        self.version.refresh_from_db()

    def withdraw(self):
        """Taken back by the reporter."""
        self.later()
        with clock.at(self.now):
            sentence = self.stage.rng.choice(words.phrases("withdrawals"))
            self.version = actions.withdraw_version(self.version, by=self.by, words=sentence)

    def claim(self):
        """Claimed, not yet decided."""
        task = self.version.review.tasks.open().get(kind=TaskKind.STEP)
        with clock.at(self.now):
            reviews.claim_task(task, by=self.reviewer(task))

    def leave_returned(self):
        """Returned, and waiting for its reporter."""
        self.decide(Outcome.RETURN, self.stage.rng.choice(words.phrases("remarks")))


# Script → what happens after the draft is written, in order.
SCRIPTS = {
    "draft": (),
    "submitted": (Play.submit,),
    "claimed": (Play.submit, Play.claim),
    "returned": (Play.submit, Play.leave_returned),
    "withdrawn": (Play.submit, Play.withdraw),
    "approved": (Play.submit, Play.decide),
    "mended": (Play.submit, Play.mend, Play.decide),
    "mended_twice": (Play.submit, Play.mend, Play.mend, Play.decide),
    "corrected": (Play.submit, Play.decide, Play.correct, Play.decide),
    "correcting": (Play.submit, Play.decide, Play.correct),
    "revoked": (Play.submit, Play.decide, Play.revoke),
    "revived": (Play.submit, Play.decide, Play.revoke, Play.correct, Play.decide),
}


def _corrected(amount: Decimal) -> Decimal:
    return (amount * Decimal("0.97")).quantize(Decimal(100)).quantize(Decimal("0.01"))


def play(stage, scripts: dict, *, first, last, offices=None) -> list:
    """Play `scripts` (name → how many) with activities between two days; returns the versions they end with.

    `offices` report in turn: all kinds of them unless told.
    """
    names = [name for name, count in scripts.items() for _number in range(count)]
    stage.rng.shuffle(names)
    offices, versions = offices or _cast(stage), []
    for number, name in enumerate(names):
        # Open ends lie at the end of the span: what waits has not waited for months.
        span = (last - first).days
        back = stage.rng.randint(0, min(span, 6)) if name in _OPEN else stage.rng.randint(4, max(span, 4))
        piece = Play(stage, offices[number % len(offices)], last - timedelta(days=back))
        piece.write()
        for act in SCRIPTS[name]:
            act(piece)
        versions.append(piece.version)
    return versions


_OPEN = frozenset({"draft", "submitted", "claimed", "returned", "correcting"})


def _cast(stage) -> list:
    """Counties mostly, every city, some work stations, the province once; shuffled."""
    province = stage.province
    stations = [office for office in province.offices.values() if office.region.level == 4]
    cast = [*province.at(3), *province.at(2), *stations[:8], province.top]
    stage.rng.shuffle(cast)
    return cast
