"""Templates of letters to customers, in both languages, edited in Django admin; `complaints.placeholders` fills them in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints import placeholders
from crm_site.choices import label_of
from crm_site.naming import Named


class LetterTemplateQuerySet(models.QuerySet):
    def for_choice(self, language):
        """Those in use that are written in `language`."""
        templates = self.filter(is_active=True)
        return templates.exclude(body_en="") if language == "en" else templates


class LetterTemplate(Named, models.Model):
    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
        INTERIM = "interim", _("Interim letter")
        FINAL = "final", _("Final answer")

    name = models.CharField(_("title"), max_length=60)
    name_en = models.CharField(_("English title"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    subject_en = models.CharField(_("English subject"), max_length=200, blank=True)
    body_en = models.TextField(_("English text"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a letter")
        verbose_name_plural = _("templates of letters")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_en="", body_en="") | (~Q(subject_en="") & ~Q(body_en="")),
                name="letter_template_english_is_whole",
                violation_error_message=_("An English letter needs a subject and a text."),
            ),
        ]

    get_kind_display = label_of(Kind, "kind")

    def clean(self):
        check_placeholders(self, "subject", "body", "subject_en", "body_en")

    def texts(self, language):
        """Subject and text."""
        return (self.subject_en, self.body_en) if language == "en" else (self.subject, self.body)


def check_placeholders(instance, *fields):
    """For `clean()`: every unknown placeholder is said at its field."""
    errors = {}
    for field in fields:
        try:
            placeholders.check(getattr(instance, field))
        except ValidationError as error:
            errors[field] = error
    if errors:
        raise ValidationError(errors)
