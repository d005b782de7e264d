"""The department tree 部门: head office → branch → department, with the posts that answer for each."""

from collections import defaultdict
from functools import cached_property, lru_cache

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from crm_site.naming import Name, Named

# Every list says names of departments; a new one may be said there so many seconds later.
NAMES_KEPT = 10


class DepartmentQuerySet(models.QuerySet):
    def names(self):
        """{id: name} of all, for lists: to join so few rows costs more than to keep them at hand."""

        def read():
            rows = self.model.objects.order_by().values_list("pk", "name", "name_en")
            return {pk: Name(chinese, english) for pk, chinese, english in rows}

        return cache.get_or_set("people:department_names", read, NAMES_KEPT)


class Department(Named, models.Model):
    """One unit of the company. A post that is empty here is inherited from the unit above."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", _("Head office")
        BRANCH = "branch", _("Branch")
        DEPARTMENT = "department", _("Department")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    head = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("head")
    )
    supervising_leader = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("supervising leader")
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="department_not_part_of_itself",
                violation_error_message=_("A department cannot be part of itself."),
            ),
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(parent__isnull=True),
                name="department_has_one_root",
                violation_error_message=_("There is one head office only: choose what this department belongs to."),
            ),
        ]

    def clean(self):
        above = {department.pk for department in DepartmentTree.load().lineage(self.parent_id)}
        if self.pk and self.pk in above:
            raise ValidationError({"parent": _("A department cannot be part of one that lies below it.")})


class DepartmentTree:
    """The whole tree in one query, for the questions "who answers for this" and "what lies below".

    Every page asks it, so the holders of the posts are loaded only where their persons are wanted.
    """

    def __init__(self, departments):
        self.by_id = {department.pk: department for department in departments}
        self.children = defaultdict(list)
        for department in departments:
            self.children[department.parent_id].append(department.pk)

    @classmethod
    def load(cls):
        return cls(list(_with_posts().all()))

    @property
    def root(self):
        """The head office, or None in a company that is not set up yet."""
        return next((self.by_id[pk] for pk in self.children[None]), None)

    def lineage(self, department_id):
        """The department and everything above it, nearest first."""
        department = self.by_id.get(department_id)
        while department is not None:
            yield department
            department = self.by_id.get(department.parent_id)

    def subtree(self, department_id):
        """Ids of the department and everything below it."""
        ids = [department_id]
        for pk in ids:
            ids.extend(self.children[pk])
        return ids

    def head_of(self, department_id):
        """The head 负责人, inherited from above where the post is empty or its holder has left."""
        return self._people.get(self.head_id_of(department_id))

    def head_id_of(self, department_id):
        above = self.lineage(department_id)
        return next((department.head_id for department in above if department.head_is_active), None)

    def leader_of(self, department_id):
        """The supervising leader 分管领导, inherited likewise."""
        return self._people.get(self._leader_id(department_id))

    def approver_of(self, person):
        """Who decides on what `person` proposes: the nearest head or supervising leader above who is somebody else.

        None for the head of the root.
        """
        for department in self.lineage(person.department_id):
            posts = (
                (department.head_id, department.head_is_active),
                (department.supervising_leader_id, department.leader_is_active),
            )
            for holder, is_active in posts:
                if is_active and holder != person.pk:
                    return self._people[holder]
        return None

    def headed_by(self, person):
        """Ids of the departments whose head is `person`."""
        return [pk for pk, holder in self._heads.items() if holder == person.pk]

    def led_by(self, person):
        """Ids of the departments whose supervising leader is `person`."""
        return [pk for pk, holder in self._leaders.items() if holder == person.pk]

    @property
    def general_manager(self):
        """The head of the root."""
        return self.head_of(self.root.pk) if self.root else None

    def _leader_id(self, department_id):
        above = self.lineage(department_id)
        return next((department.supervising_leader_id for department in above if department.leader_is_active), None)

    @cached_property
    def _heads(self):
        return {pk: self.head_id_of(pk) for pk in self.by_id}

    @cached_property
    def _leaders(self):
        return {pk: self._leader_id(pk) for pk in self.by_id}

    @cached_property
    def _people(self):
        """Everybody who holds a post, by id."""
        posts = {person for each in self.by_id.values() for person in (each.head_id, each.supervising_leader_id)}
        people = Department._meta.get_field("head").related_model.objects.select_related("deputy")
        return people.in_bulk(posts - {None})


@lru_cache
def _with_posts():
    """Departments with whether the holders of their posts are still here; most pages ask this, so it is laid out once."""
    is_active = {"head_is_active": F("head__is_active"), "leader_is_active": F("supervising_leader__is_active")}
    return Department.objects.annotate(**is_active)
