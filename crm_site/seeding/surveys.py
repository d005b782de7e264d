"""The satisfaction surveys of the demo company: last year's, finished, and this year's, in the middle of its fieldwork.

Waves are made, drawn, opened and closed by the methods that people use; the answers are written in bulk, because thousands
of single ones would take minutes. Somebody who is satisfied with one link tends to be so with the others.
"""

from datetime import timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from crm_site.seeding.log import escalate_all
from crm_site.seeding.opinions import Opinions
from customers.models import Contact
from deadlines.models import Clock
from people.models import Role, User
from surveys.models import (
    Answer,
    Attempt,
    DoNotAsk,
    FollowUp,
    FrameUnit,
    Questionnaire,
    Response,
    ResultSnapshot,
    Wave,
)
from surveys.states import Disposition, Mode, ResponseState

MAIL_DOMAIN = "kehu.example"
# About two contacts in three can be written to.
WITH_MAIL = 0.65
# How the drawn of the finished wave ended, of 180, and where those of the running one stand.
FINISHED = {"I": 121, "P": 4, "NC": 24, "R": 14, "O": 3, "UH": 2, "UO": 9, "NE": 3}
RUNNING = {"I": 52, "P": 5, "NC": 14, "R": 6, "NE": 1, "": 62}
BY_TELEPHONE = 0.6
RESOLVED = [
    "已电话致歉并说明改进措施，客户认可。",
    "已安排操作部专人跟进，三个月内复查。",
    "已调整对账流程，客户表示满意。",
]
NO_ACTION = ["客户说明是误评，对服务并无意见。", "所提问题属于另一家承运商，与我司服务无关。"]
SPOKEN = [
    "已致电了解情况，客户反映旺季到货不准时，答应与操作部商量后答复。",
    "已当面沟通，客户希望对账单提前两天发出。",
]


def play_surveys(seed, at):
    """Both waves, as they would stand at `at`."""
    give_contacts_mail(seed)
    office = User.objects.filter(role=Role.ANALYST).order_by("id").first()
    questionnaire = Questionnaire.objects.get(key="3pl")
    last_year = timezone.localtime(at).year - 1
    opened = timezone.localtime(at).replace(year=last_year, month=10, day=13, hour=9, minute=0, second=0, microsecond=0)
    finished = Play(Random(f"{seed}:finished"), office, questionnaire, f"{last_year} 年客户满意度调查", opened)  # noqa: S311
    finished.prepare(lifecycle=["current", "won_back", "lost"], method="simple", sample_size=180)
    finished.ask(FINISHED, days=30)
    finished.close(opened + timedelta(days=32))
    opened = timezone.localtime(at - timedelta(days=8)).replace(hour=9, minute=0, second=0, microsecond=0)
    running = Play(Random(f"{seed}:running"), office, questionnaire, f"{last_year + 1} 年客户满意度调查", opened)  # noqa: S311
    strata = {"method": "proportional", "strata": ["grade"], "stratum_minimum": 10}
    running.prepare(lifecycle=["current", "won_back", "lost"], sample_size=140, **strata)
    running.ask(RUNNING, days=8, until=at)
    escalate_all(Clock.objects.filter(follow_up__response__unit__wave=running.wave), at)
    for play in (finished, running):
        ResultSnapshot.compute(play.wave, at)


def give_contacts_mail(seed):
    """Every second contact or so can be written to."""
    random = Random(f"{seed}:mail")  # noqa: S311 - made-up data
    contacts = [contact for contact in Contact.objects.order_by("id") if random.random() < WITH_MAIL]
    for contact in contacts:
        contact.email = f"{contact.mobile or contact.pk}@{MAIL_DOMAIN}"
    Contact.objects.bulk_update(contacts, ["email"], batch_size=500)


class Play:
    """One wave from its design to its last answer."""

    def __init__(self, random, office, questionnaire, name, opened):
        self.random, self.office, self.questionnaire, self.name, self.opened = (
            random,
            office,
            questionnaire,
            name,
            opened,
        )
        self.desk = list(User.objects.filter(role=Role.DESK).order_by("id")[:2])
        self.wave = None

    def prepare(self, lifecycle, **design):
        """Designed two weeks before fieldwork, framed and drawn in the days after."""
        day = timedelta(days=1)
        key = UUID(int=self.random.getrandbits(128), version=4)
        design |= {"name": self.name, "questionnaire": self.questionnaire, "population": {"lifecycle": lifecycle}}
        self.wave = Wave.create(self.office, self.opened - 14 * day, key, seed=self.random.randrange(10**6), **design)
        self.wave.make_frame(self.office, self.opened - 10 * day)
        self.wave.draw_sample(self.office, self.opened - 7 * day)
        self.wave.open_fieldwork(self.office, self.opened)

    def ask(self, results, days, until=None):
        """Give every drawn person a result, and the answers, calls and mails that belong to it."""
        units = list(self.wave.units.drawn().select_related("response", "contact").order_by("order"))
        codes = [code for code, count in results.items() for _unit in range(count)]
        codes += [""] * (len(units) - len(codes))
        self.random.shuffle(codes)
        self.until = until
        self.calls, self.answers, self.refusers = [], [], []
        opinions = Opinions(self.random, self.questionnaire, self.opened.year)
        for unit, code in zip(units, codes, strict=False):
            self._ask(unit, code, self._moment(days), opinions)
        self._write(units)
        self._follow_up(units)

    def close(self, at):
        self.wave.close(self.office, at)

    def _moment(self, days):
        """In office hours of a weekday of the first `days` days, and not in the future."""
        at = self.opened + timedelta(days=days * self.random.random() ** 1.4)
        at = timezone.localtime(at).replace(hour=self.random.randint(9, 17), minute=self.random.randrange(60))
        while at.weekday() > 4:
            at -= timedelta(days=1)
        latest = self.until - timedelta(minutes=30) if self.until else at
        return max(self.opened + timedelta(minutes=5), min(at, latest))

    def _ask(self, unit, code, at, opinions):
        by_telephone = not unit.email or self.random.random() < BY_TELEPHONE
        unit.disposition = code
        self._mails(unit, at, code)
        if code in ("I", "P"):
            self._answer(unit, code, at, by_telephone, opinions)
        if code == Disposition.REFUSAL:
            unit.response.state = ResponseState.REFUSED
            self.refusers.append((unit, at))
        if code and (by_telephone or code not in ("I", "P", "UO")):
            self._call(unit, code, at)
        if code in ("I", "R", "NE") or not unit.phone:
            unit.next_call_at = None

    def _mails(self, unit, at, code):
        if unit.email:
            unit.invited_at = unit.asked_at = self.opened
            latest = at if code in ("I", "R", "NE") else self.until or at + timedelta(days=12)
            unit.reminders = sum(self.opened + timedelta(days=days) <= latest for days in self.wave.reminder_days)
            if unit.reminders:
                unit.reminded_at = self.opened + timedelta(days=self.wave.reminder_days[unit.reminders - 1])

    def _answer(self, unit, code, at, by_telephone, opinions):
        sheet = unit.response
        sheet.state = ResponseState.COMPLETE if code == "I" else ResponseState.PARTIAL
        sheet.mode = Mode.TELEPHONE if by_telephone else Mode.WEB
        sheet.language = "zh-hans" if self.random.random() < 0.93 else "en"
        sheet.interviewer = self.random.choice(self.desk) if by_telephone else None
        sheet.started_at = at - timedelta(minutes=self.random.randint(7, 18))
        sheet.completed_at = at if code == "I" else None
        for item, value in opinions.of(unit, is_partial=code == "P"):
            self.answers.append(Answer(response=sheet, item=item, changed_at=at, **value))

    def _call(self, unit, code, at):
        """Some are reached at the first try, some after several; those who never are have had most of theirs."""
        tries = self.random.choices([1, 2, 3, 4], [5, 3, 2, 1] if code != "NC" else [2, 2, 3, 3])[0]
        interviewer = unit.response.interviewer or self.random.choice(self.desk)
        for number in range(1, tries + 1):
            moment = max(self.opened + timedelta(minutes=number), at - timedelta(hours=20 * (tries - number)))
            result = code if number == tries else "NC"
            note = self.random.choice(["开会", "无人接听", "占线", "出差，下周再联系", ""]) if result == "NC" else ""
            self.calls.append(
                Attempt(unit=unit, number=number, interviewer=interviewer, at=moment, result=result, note=note)
            )
            unit.asked_at = max(unit.asked_at or moment, moment)
        is_over = tries >= self.wave.max_attempts or code in ("I", "R", "NE")
        unit.next_call_at = None if is_over else at + timedelta(hours=self.random.randint(4, 70))
        unit.is_call_back = not is_over and self.random.random() < 0.5
        if unit.is_call_back:
            self.calls[-1].call_back_at = unit.next_call_at

    def _write(self, units):
        fields = ["disposition", "invited_at", "asked_at", "reminders", "reminded_at", "next_call_at", "is_call_back"]
        FrameUnit.objects.bulk_update(units, fields, batch_size=500)
        fields = ["state", "mode", "language", "interviewer", "started_at", "completed_at"]
        Response.objects.bulk_update([unit.response for unit in units], fields, batch_size=500)
        Answer.objects.bulk_create(self.answers, batch_size=2_000)
        Attempt.objects.bulk_create(self.calls)
        rows = [DoNotAsk(contact=unit.contact, at=at, wave=self.wave) for unit, at in self.refusers[:2]]
        DoNotAsk.objects.bulk_create(rows, ignore_conflicts=True)

    def _follow_up(self, units):
        """Low scores are answered for: last year's all are; of this year's some are spoken about and the others are what
        the account managers have before them."""
        opened = [
            (unit, follow_up)
            for unit in units
            if unit.response.completed_at
            and (follow_up := FollowUp.open_for(unit.response, unit.response.completed_at))
        ]
        for number, (unit, follow_up) in enumerate(opened):
            self._work(follow_up, unit.customer.owner or self.office, number)

    def _work(self, follow_up, by, number):
        """Of ten one needs nothing; of this year's three more have been spoken about, and the rest is still open."""
        at = follow_up.opened_at + timedelta(hours=self.random.randint(3, 70))
        if number % 10 == 3:
            follow_up.drop(by, self._not_in_future(at), self.random.choice(NO_ACTION))
        elif self.until is None:
            follow_up.resolve(by, at, self.random.choice(RESOLVED))
        elif number % 3 == 1:
            key = UUID(int=self.random.getrandbits(128), version=4)
            follow_up.contact(by, self._not_in_future(at), key, summary=self.random.choice(SPOKEN))

    def _not_in_future(self, at):
        return min(at, self.until) if self.until else at
