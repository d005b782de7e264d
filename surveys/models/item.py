"""One question of a questionnaire, with a key that stays the same over versions and waves."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from crm_site.naming import Name
from surveys.models.questionnaire import Section

ITEM_FUNCTION = """
    IF TG_OP <> 'INSERT' AND (SELECT q.state FROM surveys_section s JOIN surveys_questionnaire q ON q.id = s.questionnaire_id
                              WHERE s.id = OLD.section_id) <> 'draft'
       OR TG_OP <> 'DELETE' AND (SELECT q.state FROM surveys_section s JOIN surveys_questionnaire q ON q.id = s.questionnaire_id
                                 WHERE s.id = NEW.section_id) <> 'draft'
    THEN
        RAISE EXCEPTION 'This questionnaire is in use: make a new version of it.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


@pghistory.track()
class Item(models.Model):
    class Kind(models.TextChoices):
        RATING10 = "rating10", _("Rating 1–10")
        RATING5 = "rating5", _("Rating 1–5")
        NPS = "nps", _("Recommendation 0–10")
        CHOICE = "choice", _("One of several")
        MULTI = "multi", _("Some of several")
        NUMBER = "number", pgettext_lazy("kind of answer", "Number")
        TEXT = "text", _("Text")

    class Role(models.TextChoices):
        """What the figures take the answer for; an item of an operation link without one is a driver."""

        OVERALL = "overall", _("Overall satisfaction")
        EXPECTATION = "expectation", _("Compared with expectation")
        IDEAL = "ideal", _("Compared with the ideal")
        PRICE = "price", _("Value for the price")
        RECOMMEND = "recommend", _("Recommendation")
        LOYALTY_REPEAT = "loyalty_repeat", _("Loyalty: will use us again")
        LOYALTY_SHARE = "loyalty_share", _("Loyalty: share of spend")
        LOYALTY_PRICE = "loyalty_price", _("Loyalty: price tolerance")
        LOYALTY_SWITCHING = "loyalty_switching", _("Loyalty: attraction of switching")
        LOYALTY_INCIDENT = "loyalty_incident", _("Loyalty: after a failure")
        SERVICES = "services", _("Services used")
        RESPONDENT = "respondent", _("Part of the respondent")
        STATED_IMPORTANCE = "stated_importance", _("Most important links")
        COMPETITOR_OVERALL = "competitor_overall", _("Overall rating of the best alternative")
        IMPROVE = "improve", _("To improve first")
        PRAISE = "praise", _("Done well")
        COME_BACK = "come_back", _("May we come back to you")

    section = models.ForeignKey(Section, models.CASCADE, related_name="items", verbose_name=_("section"))
    key = models.SlugField(_("key"), max_length=10)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("question"), max_length=300)
    text_en = models.CharField(_("English question"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.RATING10)
    # [[value, Chinese, English], …] of a choice, in the order in which they are shown.
    options = models.JSONField(_("options"), default=list, blank=True)
    # Of a choice of several: at most so many. Of a number: the largest that makes sense.
    most = models.PositiveSmallIntegerField(_("at most so many"), null=True, blank=True)
    largest = models.PositiveIntegerField(_("largest number"), null=True, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    # Where the item comes from: the code of the Logistics Service Quality scale and the clause of GB/T 24359-2021.
    source = models.CharField(pgettext_lazy("question", "source"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("item of a questionnaire")
        verbose_name_plural = _("items of questionnaires")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="item_key_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "multi"]) | ~Q(options=[]),
                name="item_choice_has_options",
                violation_error_message=_("A choice needs its options."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="item_in_use_is_kept",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ITEM_FUNCTION,
            )
        ]

    get_kind_display = label_of(Kind, "kind")

    def __str__(self):
        return f"{self.key} {self.question}"

    @property
    def question(self):
        """The question in the reader's language."""
        return str(Name(self.text, self.text_en))

    @property
    def other_question(self):
        """The question in the other language, for an interviewer whose partner speaks it; empty where there is none."""
        return self.text if self.question == self.text_en else self.text_en

    @property
    def scale(self):
        """The points that may be chosen, best last; empty where the answer is not a rating."""
        ends = {self.Kind.RATING10: (1, 10), self.Kind.RATING5: (1, 5), self.Kind.NPS: (0, 10)}
        first, last = ends.get(self.kind, (0, -1))
        return range(first, last + 1)

    @property
    def labelled_options(self):
        """(value, label in the reader's language) of each option."""
        return [(value, str(Name(chinese, english))) for value, chinese, english in self.options]

    @property
    def may_not_apply(self):
        """Whether "not used / don't know" can be said; a text is simply left empty."""
        return self.kind not in (self.Kind.TEXT, self.Kind.MULTI)

    def clean(self):
        needs_options = self.kind in (self.Kind.CHOICE, self.Kind.MULTI)
        if needs_options != bool(self.options):
            message = _("A choice needs options.") if needs_options else _("Only a choice has options.")
            raise ValidationError({"options": message})
        if not self.section_id:
            return
        twin = Item.objects.filter(section__questionnaire=self.section.questionnaire, key=self.key).exclude(pk=self.pk)
        if twin.exists():
            raise ValidationError({"key": _("Another item of this questionnaire has this key.")})
