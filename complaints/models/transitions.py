"""What people do with a complaint: each transition locks the row, asks who may and whether it still can be done,
changes the state, closes the step with its clock, opens the next one, writes log and timeline, and tells those concerned.

Where a page was read before, `seen` is the id of the step that it showed as waiting: if another step waits by now, the
answer is who did what meanwhile.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from complaints import telling
from complaints.loop import MOVES, REROUTABLE, WITHOUT_WORDS, Outcome, State, Step
from complaints.models.claim_notice import FACTS as NOTICE_FACTS
from complaints.models.log import ComplaintLog
from complaints.models.machinery import Kind, TransitionMachinery, require_words
from complaints.models.repeats import FACTS as REPEAT_FACTS
from crm_site.workflow import InvalidTransition, differs, lock


class ComplaintTransitions(TransitionMachinery):
    """For `Complaint`. Every method returns the row that it wrote to the log; `log_new` the complaint."""

    @classmethod
    @transaction.atomic
    def log_new(cls, by, at, submission_key, department=None, files=(), **facts):
        """Take a complaint, and send it to the responsible department at once when that is known.

        `files` are those that `crm_site.files` checked. A form sent twice makes one complaint: the same key of the
        same person returns the first one.
        """
        if not cls.can_be_logged_by(by):
            raise PermissionDenied
        complaint, is_new = cls._insert_once(by, submission_key, {"received_at": at} | facts)
        if not is_new:
            return complaint
        complaint._write(Kind.LOGGED, by, None, at)
        complaint._record("complaint.logged", by, at)
        step = complaint._open(Step.SEND, at, by.tree)
        if files:
            complaint.attach(by, at, files)
        complaint._begin(step, by, at, department)
        complaint._find_repeat(at)
        complaint._reckon_notice(at)
        return complaint

    def send(self, by, at, department, seen=None):
        """Send it to the responsible department, with a copy to its supervising leader."""
        return self._do(Step.SEND, by, at, seen, department=department)

    def analyse(self, by, at, analysis, measures, seen=None):
        """The department writes why it happened and what it is going to do."""
        return self._do(Step.ANALYSE, by, at, seen, text=analysis, measures=measures)

    def instruct(self, by, at, outcome, comment="", seen=None):
        """The supervising leader approves, or returns with a comment: then it is analysed anew."""
        return self._do(Step.INSTRUCT, by, at, seen, outcome=outcome, text=comment)

    def carry_out(self, by, at, account, seen=None):
        """The department says what was done."""
        return self._do(Step.CARRY_OUT, by, at, seen, text=account)

    def agree(self, by, at, outcome, account, seen=None):
        """The department says what was agreed with the customer, or that it was not: then it is analysed anew."""
        return self._do(Step.AGREE, by, at, seen, outcome=outcome, text=account)

    def follow_up(self, by, at, outcome, detail, seen=None):
        """The desk calls the customer; one who is not satisfied has it analysed anew."""
        return self._do(Step.FOLLOW_UP, by, at, seen, outcome=outcome, text=detail)

    def close(self, by, at, summary, lesson="", seen=None):
        """The desk sums up, and writes what is learnt from it."""
        return self._do(Step.CLOSE, by, at, seen, text=summary, lesson=lesson)

    @transaction.atomic
    def reroute(self, by, at, department, reason, seen=None):
        """Another department turns out to be responsible: it analyses in a new cycle, with a time of its own."""
        lock(self)
        step = self._expect_open(seen)
        if step.step not in REROUTABLE:
            waits_for = {"step": step.get_step_display()}
            raise InvalidTransition(_("It waits for: %(step)s. At this step it cannot be re-routed.") % waits_for)
        self._require(self.can_be_rerouted_by(by))
        require_words(reason=reason)
        if department == self.department:
            raise ValidationError({"department": _("It lies with this department already.")})
        before = self.department
        self._end_step(step, by, at, Outcome.REROUTED, text=reason)
        row = self._write(
            Kind.REROUTED,
            by,
            step.done_for,
            at,
            step,
            reason,
            before=before.both_names,
            department=department.both_names,
        )
        self._go_to(State.SENT, department=department, cycle=self.cycle + 1)
        self._record("complaint.rerouted", by, at, department=department.both_names)
        self._send_to_department(by, at)
        return row

    @transaction.atomic
    def withdraw(self, by, at, reason, seen=None):
        """The customer takes it back, or it was logged by mistake."""
        lock(self)
        step = self._expect_open(seen)
        self._require(self.can_be_withdrawn_by(by))
        require_words(reason=reason)
        self._end_step(step, by, at, Outcome.WITHDRAWN, text=reason)
        self._go_to(State.WITHDRAWN, open_step=None, closed_at=at)
        row = self._write(Kind.WITHDRAWN, by, step.done_for, at, step, reason)
        self._record("complaint.withdrawn", by, at)
        self._reckon_notice(at)
        telling.withdrawn(self, step, by, at)
        return row

    @transaction.atomic
    def reopen(self, by, at, reason):
        """It was not over: it starts again in a new cycle, from the analysis, or from sending if it never was sent.

        One that was merged turned out to be another matter: it goes on by itself.
        """
        lock(self)
        if self.is_open:
            raise InvalidTransition(self._present())
        self._require(self.can_be_reopened_by(by))
        require_words(reason=reason)
        row = self._write(Kind.REOPENED, by, None, at, note=reason)
        state = State.SENT if self.department else State.LOGGED
        self._go_to(state, cycle=self.cycle + 1, closed_at=None, merged_into=None)
        self._record("complaint.reopened", by, at)
        if self.department:
            self._send_to_department(by, at)
        else:
            telling.step_waits(self, self._open(Step.SEND, at, by.tree), by, at)
        self._reckon_notice(at)
        return row

    @transaction.atomic
    def attach(self, by, at, files):
        """Keep files that `crm_site.files` checked, whatever step waits by now."""
        lock(self)
        if not self.is_open:
            raise InvalidTransition(self._present())
        self._require(self.can_be_attached_to_by(by))
        self._keep_files(by, at, files)
        return self._write(Kind.ATTACHED, by, None, at, file="、".join(file.name for file in files))

    @transaction.atomic
    def edit(self, by, at, version, **facts):
        """Correct the facts. `version` is the one that the form was opened with: nobody's correction is overwritten.

        A changed severity, or a customer of another grade, gives the waiting step and those to come their time.
        """
        lock(self)
        if not self.is_open or self.version != version:
            in_the_way = [Kind.EDITED] if self.is_open else ComplaintLog.KINDS_THAT_MOVE_IT
            raise InvalidTransition(self._present(in_the_way))
        self._require(self.can_be_edited_by(by))
        changed = [name for name, value in facts.items() if differs(getattr(self, name), value)]
        if not changed:
            return None
        for name in changed:
            setattr(self, name, facts[name])
        self.version += 1
        self.save(update_fields=[*changed, "version"])
        if "customer" in changed:
            self._give_head(at)
        if "against" in changed:
            self._pass_over(by.tree)
        row = self._write(Kind.EDITED, by, None, at, fields=changed)
        self._reassess(by, at)
        if "cause" in changed:
            self._question_corrections(at)
        if not REPEAT_FACTS.isdisjoint(changed):
            self._find_repeat(at)
        if not NOTICE_FACTS.isdisjoint(changed):
            self._reckon_notice(at)
        return row

    def _reassess(self, by, at):
        clock = self.open_step.clock
        deadline = clock.deadline
        clock.reassess(at, severity=self.severity, grade=self._grade)
        if clock.deadline != deadline:
            self._write(Kind.REASSESSED, by, None, at, self.open_step)

    @transaction.atomic
    def _do(self, step, by, at, seen, outcome="", department=None, **words):
        """One step of the loop, by the table `loop.MOVES`."""
        lock(self)
        current = self._expect_open(seen)
        if current.step != step:
            raise InvalidTransition(self._present(ComplaintLog.KINDS_THAT_MOVE_IT))
        self._require(self.can_step_be_done_by(by))
        if (step, outcome) not in MOVES:
            raise ValidationError({"outcome": _("Choose a result.")})
        if (step, outcome) not in WITHOUT_WORDS:
            require_words(**{name: text for name, text in words.items() if name != "lesson"})
        return self._finish(current, by, at, outcome, department or self.department, **words)

    def _begin(self, step, by, at, department):
        """Whoever takes a complaint may say whose it is: then it does not wait for the desk to send it."""
        if department is None:
            telling.step_waits(self, step, by, at)
        else:
            self._finish(step, by, at, "", department)

    def _finish(self, step, by, at, outcome, department, **words):
        self._end_step(step, by, at, outcome, **words)
        if step.step == Step.SEND:
            row = self._write(Kind.SENT, by, step.done_for, at, step, department=department.both_names)
        else:
            row = self._write(Kind.STEP_DONE, by, step.done_for, at, step, words.get("text", ""))
        self._record(f"complaint.{outcome or step.step}", by, at, department=department.both_names)
        self._move(MOVES[step.step, outcome], step, by, at, department)
        return row

    def _move(self, move, step, by, at, department):
        """Into the next state, and to the next step if there is one."""
        if move.next_step is None:
            self._go_to(move.state, open_step=None, closed_at=at)
            self._reckon_notice(at)
            telling.closed(self, step, by, at)
            return
        self._go_to(move.state, department=department, cycle=self.cycle + move.new_cycle)
        if move.state == State.SENT and not move.new_cycle:
            self._send_to_department(by, at)
        else:
            telling.step_waits(self, self._open(move.next_step, at, by.tree), by, at)

    def _send_to_department(self, by, at):
        """The department learns of it at once, and so does its supervising leader."""
        self._give_head(at)
        self._question_corrections(at)
        telling.sent(self, self._open(Step.ANALYSE, at, by.tree), by, at)
