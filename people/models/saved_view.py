"""A saved view of a list: its filter, order and columns under a name, for oneself or for one's department as well."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm_site.listing import query_with

# The addresses of the lists that have views.
LISTS = {"customers": "customers:customer_list", "complaints": "complaints:complaint_list"}
# What of an address is not the filter.
PASSING = {"page": None, "size": None, "view": None}
LONGEST_QUERY = 2_000
NAME_LENGTH = 80


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those shared with the department or one above it."""
        above = [department.pk for department in user.tree.lineage(user.department_id)]
        return self.filter(Q(owner=user) | Q(department__in=above))

    def asked_for(self, user, list_name, parameters):
        """The view that the address of the list names by `view`, if the person sees it."""
        text = parameters.get("view", "")
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            return None
        return self.visible_to(user).filter(list=list_name, pk=text).first()

    def for_menu(self, list_name):
        return self.filter(list=list_name).select_related("owner", "department").order_by("name", "id")


class SavedView(models.Model):
    list = models.CharField(_("list"), max_length=20)
    name = models.CharField(_("name of the view"), max_length=NAME_LENGTH)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="saved_views", verbose_name=_("owner"))
    # Those of it and below see the view as well.
    department = models.ForeignKey(
        "people.Department",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_views",
        verbose_name=_("shared with"),
    )
    query = models.TextField(_("filter"), blank=True, max_length=LONGEST_QUERY)
    # Names of columns; empty where everybody sees those they have chosen themselves.
    columns = models.JSONField(_("columns"), null=True)
    saved_at = models.DateTimeField(_("saved"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            # A form sent twice saves one view.
            models.UniqueConstraint(
                fields=["owner", "list", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The list with the filter of the view; it stays the view's while somebody filters on."""
        return f"{reverse(LISTS[self.list])}?{query_with(QueryDict(self.query), view=self.pk)}"

    @classmethod
    def save_as(cls, by, at, list_name, name, query, is_shared):
        """Keep the filter `query` and the columns that `by` has chosen; a view of their own of that name is replaced."""
        values = {
            "query": query_with(QueryDict(query), **PASSING),
            "columns": by.list_columns.get(list_name),
            "department": by.department if is_shared else None,
            "saved_at": at,
        }
        view, _created = cls.objects.update_or_create(owner=by, list=list_name, name=name, defaults=values)
        return view

    def can_be_changed_by(self, user):
        return self.owner_id == user.pk

    def is_opened_by(self, parameters):
        """Whether an address names the view and nothing else: then it leads on to the filter."""
        return list(parameters) == ["view"] and self.query != ""

    def change(self, by, name, is_shared):
        if not self.can_be_changed_by(by):
            raise PermissionDenied
        self.name, self.department = name, by.department if is_shared else None
        self.save(update_fields=["name", "department"])

    def remove(self, by):
        if not self.can_be_changed_by(by):
            raise PermissionDenied
        self.delete()

    @transaction.atomic
    def copy(self, by, at):
        """A view of `by`'s own like this one, whoever keeps that one."""
        taken = set(SavedView.objects.filter(owner=by, list=self.list).values_list("name", flat=True))
        name, number = self.name, 2
        while name in taken:
            name = gettext("%(name)s (%(number)d)") % {"name": self.name[: NAME_LENGTH - 8], "number": number}
            number += 1
        return SavedView.objects.create(
            owner=by, list=self.list, name=name, query=self.query, columns=self.columns, saved_at=at
        )
