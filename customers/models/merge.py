"""Two files of one customer made one: the kept file has all that belonged to the merged one, and says what came from it."""

from datetime import timedelta

import pghistory
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import InvalidTransition
from customers import moving
from customers.models.activity import Activity
from customers.models.customer import Customer
from customers.models.duplicate_pair import DuplicatePair
from customers.models.valuation import keep_grades
from people.messaging import Message, language_of, post
from people.models import User

# No request takes longer.
LATE = timedelta(hours=1)


class CustomerMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the kept files that `user` may read."""
        return self.filter(kept__in=Customer.objects.readable_by(user))

    def fresh(self, at):
        """Those after which somebody may still have written to the merged file, in a request that began before."""
        return self.filter(at__gt=at - LATE)

    def for_list(self):
        return self.select_related("kept", "merged", "by").order_by("-at", "-id")


class CustomerMerge(models.Model):
    """`kept` is the file that has everything now: where that was merged later, the one into which it was."""

    kept = models.ForeignKey(Customer, models.PROTECT, related_name="merges", verbose_name=_("kept file"))
    merged = models.OneToOneField(Customer, models.PROTECT, related_name="merge", verbose_name=_("merged file"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    # {"kept": {field: value}, "merged": {field: value}} as the files stood before.
    snapshot = models.JSONField(_("both files before"), default=dict, encoder=DjangoJSONEncoder)
    # {field: "kept" | "merged"}
    choices = models.JSONField(_("choices"), default=dict)
    adds_figures = models.BooleanField(_("figures of the same month are added up"), default=True)
    # {"app.Model.field": [ids]} of what moved; {"app.Model": [values]} of what both files had.
    moved = models.JSONField(_("moved rows"), default=dict)
    dropped = models.JSONField(_("dropped rows"), default=dict, encoder=DjangoJSONEncoder)

    objects = CustomerMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two files")
        verbose_name_plural = _("merges of files")

    def __str__(self):
        return self.snapshot["merged"]["name"]

    def get_absolute_url(self):
        return reverse("customers:merge_detail", args=[self.pk])

    @staticmethod
    def can_be_made_by(user, kept, merged):
        """Whoever is in charge of both files: their account manager, those above, who sees everything."""
        return Customer.objects.in_charge_of(user).filter(pk__in=[kept.pk, merged.pk]).count() == 2

    @classmethod
    @transaction.atomic
    def make(cls, by, at, kept, merged, seen, choices, contacts=(), adds_figures=True):
        """Merge `merged` into `kept`, which the person saw at the versions `seen` ({id: version}).

        `choices` names the fields that come from the merged file ({field: "merged"}), `contacts` are pairs of ids of
        people who are united. Whoever comes second is told what happened meanwhile, and nothing is written.
        """
        keep_grades()
        kept, merged = cls._locked(kept, merged)
        if not cls.can_be_made_by(by, kept, merged):
            raise PermissionDenied
        for file in (kept, merged):
            if seen.get(file.pk) != file.version:
                message = gettext("%(name)s was changed meanwhile. Compare both files once more.")
                raise InvalidTransition(message % {"name": file.name})
        merge = cls(kept=kept, merged=merged, by=by, at=at, choices=choices, adds_figures=adds_figures)
        merge.snapshot = {"kept": values_of(kept), "merged": values_of(merged)}
        merge.save()
        with pghistory.context(user=by.pk, customer_merge=merge.pk):
            merge._carry_out(contacts)
        return merge

    @staticmethod
    def _locked(kept, merged):
        """Both rows in the order of their ids, so that two merges come one after the other."""
        rows = Customer.objects.select_for_update(of=("self",)).order_by("pk")
        found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, merged.pk])}
        for file in (found[kept.pk], found[merged.pk]):
            if file.removed_at is not None:
                raise InvalidTransition(gone(file))
        return found[kept.pk], found[merged.pk]

    def _carry_out(self, contacts):
        from customers.merging import contacts as people
        from customers.merging import fields
        from customers.merging.moves import move_all

        kept, merged = self.kept, self.merged
        fields.take_over(kept, merged, self.choices)
        self._remove(merged, gives_credit_code=merged.credit_code == kept.credit_code)
        self._hand_open_work_over()
        for mine, theirs in self._same_people(contacts):
            people.unite(mine, theirs, self)
        pair = DuplicatePair.objects.filter(first=min(kept.pk, merged.pk), second=max(kept.pk, merged.pk))
        pair.update(state=DuplicatePair.State.MERGED, decided_by=self.by, decided_at=self.at)
        move_all(kept, merged, self)
        fields.break_loop(kept)
        kept.version += 1
        kept.updated_at = self.at
        kept.save()
        self.save(update_fields=["moved", "dropped"])
        facts = {"name": merged.name, "code": merged.code}
        Activity.record(kept, "customer.merged", self.by, self.at, self.get_absolute_url(), **facts)

    @transaction.atomic
    def gather(self):
        """Move what was written to the merged file while it was being merged; returns how many rows."""
        from customers.merging.moves import move_all

        before = sum(map(len, self.moved.values()))
        rows = Customer.objects.select_for_update(of=("self",)).order_by("pk")
        found = {row.pk: row for row in rows.filter(pk__in=[self.kept_id, self.merged_id])}
        with pghistory.context(user=self.by_id, customer_merge=self.pk):
            move_all(found[self.kept_id], found[self.merged_id], self)
            found[self.kept_id].save(update_fields=["grade", "tier"])
        self.save(update_fields=["moved", "dropped"])
        return sum(map(len, self.moved.values())) - before

    def _remove(self, merged, gives_credit_code):
        """Nobody sees the merged file any more; its code stays taken, and leads to the kept one."""
        if gives_credit_code:
            merged.credit_code = ""
        merged.owner = merged.parent = None
        merged.tier = ""
        merged.removed_at = merged.updated_at = self.at
        merged.merged_into = self.kept
        merged.version += 1
        merged.save()

    def _hand_open_work_over(self):
        """What waits for an account manager who is it no longer, waits for the kept file's."""
        receiver = self.kept.owner
        for side, file in (("kept", self.kept), ("merged", self.merged)):
            former = User.objects.filter(pk=self.snapshot[side]["owner_id"]).first()
            if former and receiver and former != receiver:
                for movable in moving.MOVABLES:
                    movable.move([file.pk], former, receiver, self.by, self.at)
                self._tell(former)

    def _tell(self, former):
        """Whoever looked after the customer until now hears who does from now on."""
        with language_of(former):
            title = gettext("%(name)s is on file as %(kept)s now") % {"name": self, "kept": self.kept.name}
            body = gettext("%(who)s merged the two files. Account manager: %(owner)s.")
            body %= {"who": self.by, "owner": self.kept.owner}
        post([Message(former, f"merge:{self.pk}", title, body, self.kept.get_absolute_url())], self.at)

    def note_dropped(self, row, **facts):
        """What stood in a row that is no more, because the kept file has its like."""
        self.dropped.setdefault(row._meta.label, []).append(values_of(row) | facts)

    def _same_people(self, contacts):
        """The contacts to unite; one that was moved or removed meanwhile is left as it is."""
        mine, theirs = ({person.pk: person for person in file.contacts.all()} for file in (self.kept, self.merged))
        return [(mine[one], theirs[other]) for one, other in contacts if one in mine and other in theirs]


def values_of(row):
    """The columns of a row as they stand."""
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}


def gone(file):
    """What became of a file that is not there any more."""
    merge = CustomerMerge.objects.filter(merged=file).select_related("kept", "by").first()
    if merge is None:
        return gettext("%(name)s has been removed meanwhile.") % {"name": file.name}
    return gettext("%(name)s was merged into %(kept)s (%(code)s) by %(who)s on %(when)s.") % {
        "name": file.name,
        "kept": merge.kept.name,
        "code": merge.kept.code,
        "who": merge.by,
        "when": formats.date_format(timezone.localtime(merge.at), "SHORT_DATETIME_FORMAT"),
    }
