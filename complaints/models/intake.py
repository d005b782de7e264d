"""What customers do with a complaint themselves, by e-mail or on the web; nobody of us has to be there for it."""

from django.db import transaction
from django.urls import reverse

from complaints import telling
from complaints.acknowledging import acknowledge
from complaints.loop import Step
from complaints.models.machinery import Kind, TransitionMachinery
from complaints.readable import readable
from crm_site.workflow import lock
from people.models import DepartmentTree

# 79 bits that only the customer is told, such as 7K4QM2XD9PRT4HJK.
STATUS_KEY_LENGTH = 16


class ComplaintIntake(TransitionMachinery):
    """For `Complaint`."""

    @classmethod
    @transaction.atomic
    def receive(cls, at, submission_key, files=(), consented=False, **facts):
        """A customer complains in writing: it waits for the desk, and the customer is told so at once.

        `files` are those that `crm_site.files` checked; the same submission makes one complaint.
        """
        facts |= {"received_at": at, "status_key": readable(STATUS_KEY_LENGTH)}
        complaint, is_new = cls._insert_once(None, submission_key, facts)
        if not is_new:
            return complaint
        complaint._write(Kind.LOGGED, None, None, at, consented=consented)
        step = complaint._open(Step.SEND, at, DepartmentTree.load())
        complaint._take_files(at, files)
        complaint._find_repeat(at)
        telling.step_waits(complaint, step, None, at)
        acknowledge(complaint, at)
        return complaint

    @transaction.atomic
    def take_message(self, at, submission, text, files=(), **facts):
        """The customer adds something, whatever the state; whoever has it in hand is told, also where it was merged into
        another one. Returns the row of the log; the same submission is taken once. `facts` name the sender where it is
        not who complained: the status page keeps what others wrote to itself.
        """
        lock(self)
        same = self.log.filter(kind=Kind.CUSTOMER_WROTE, facts__submission=submission)
        if first := same.first():
            return first
        entry = self._write(Kind.CUSTOMER_WROTE, None, None, at, note=text, submission=submission, **facts)
        self._take_files(at, files)
        telling.customer_wrote(self.kept, entry, at)
        return entry

    @transaction.atomic
    def identify(self, by, at, version, customer, contact=None):
        """The desk says which customer on file wrote it."""
        row = self.edit(by, at, version, customer=customer, contact=contact)
        self.grade = customer.grade
        self.save(update_fields=["grade"])
        self._record("complaint.logged", by, at)
        return row

    def give_status_key(self):
        """One that we logged needs its key when the customer is first told of the status page."""
        if not self.status_key:
            keyless = type(self).objects.filter(pk=self.pk, status_key="")
            keyless.update(status_key=readable(STATUS_KEY_LENGTH))
            self.refresh_from_db(fields=["status_key"])

    @property
    def status_url(self):
        """The page on which the customer follows it, once it has a key; whoever has this address needs no login."""
        return reverse("complain:status", args=[self.number, self.status_key])

    @property
    def spoken_status_key(self):
        """In groups of four, to be read and typed."""
        return "-".join(self.status_key[place : place + 4] for place in range(0, len(self.status_key), 4))

    def _take_files(self, at, files):
        if files:
            self._keep_files(None, at, files)
            self._write(Kind.ATTACHED, None, None, at, file="、".join(file.name for file in files))
