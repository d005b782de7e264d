"""What the text of a plan consists of: sections, objectives, actions; each with its own version, so that two people
writing different ones do not disturb each other."""

import pgtrigger
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import InvalidTransition, differs, lock

FILED_PLAN_IS_KEPT = """
    IF EXISTS (
        SELECT 1 FROM key_accounts_accountplan
        WHERE id = (CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) AND state = 'filed'
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a filed plan is read-only for good';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


def kept_with_filed_plan(name):
    """A trigger: once the plan is filed, the database takes no row of it any more, and changes and removes none."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=FILED_PLAN_IS_KEPT,
    )


class ChangedMeanwhile(InvalidTransition):
    """Somebody else wrote here since the form was opened; `part` is what stands there now."""

    def __init__(self, part):
        self.part = part
        super().__init__(
            _text("%(person)s changed this on %(time)s. Compare with what you wrote, and save again.")
            % {
                "person": part.edited_by or _text("Somebody"),
                "time": date_format(localtime(part.edited_at), "SHORT_DATETIME_FORMAT"),
            }
        )


class PlanPart(models.Model):
    edited_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(_("last changed"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def edit(self, by, at, version, values):
        """Write `values` ({field: value}) from a form that was opened at `version`."""
        self._lock(by, version)
        self._write(by, at, values)

    def _lock(self, by, version):
        """The plan first, as every move of it does; then this row, which must be the one that the person saw."""
        _lock_for_writing(self.plan, by)
        lock(self)
        if self.version != version:
            raise ChangedMeanwhile(self)

    def _write(self, by, at, values, is_changed=False):
        changed = [name for name, value in values.items() if differs(getattr(self, name), value)]
        if not changed and not is_changed:
            return
        for name in changed:
            setattr(self, name, values[name])
        self.version += 1
        self.edited_by, self.edited_at = by, at
        self.save(update_fields=[*changed, "version", "edited_by", "edited_at"])
        self.plan.raise_revision()


class PlanRowQuerySet(models.QuerySet):
    def in_text(self):
        """Without those that an adjustment dropped."""
        return self.filter(is_dropped=False)


class PlanRow(PlanPart):
    """A row of a table of the plan, which can be added and removed."""

    # An adjustment drops a row of the approved plan; the row stays, so that the adjustment can be withdrawn.
    is_dropped = models.BooleanField(default=False, editable=False)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def add(cls, plan, by, at, submission_key, values):
        """Add a row; a form sent twice makes one."""
        _lock_for_writing(plan, by)
        row, is_new = cls.objects.get_or_create(
            submission_key=submission_key, plan=plan, defaults={**values, "edited_by": by, "edited_at": at}
        )
        if is_new:
            plan.raise_revision()
        return row

    @transaction.atomic
    def remove(self, by, at, version):
        self._lock(by, version)
        if self.plan.baseline_id is None:
            self.delete()
            self.plan.raise_revision()
        else:
            self._write(by, at, {"is_dropped": True})


def _lock_for_writing(plan, by):
    """Who may not write at all is refused; who might, but comes too late, is told what happened meanwhile."""
    lock(plan)
    if not plan.is_authored_by(by):
        raise PermissionDenied
    if not plan.is_being_written:
        plan._refuse()
