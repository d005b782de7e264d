"""What the area writes on the timeline of a customer."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "visit.planned": _("Visit planned for %(time)s: %(purpose)s"),
    "visit.declined": _("Proposed visit declined: %(reason)s"),
    "visit.postponed": _("Proposed visit moved to %(day)s"),
    "visit.confirmed": _("Visit on %(time)s confirmed"),
    "visit.moved": _("Visit moved to %(time)s: %(purpose)s"),
    "visit.edited": _("Visit on %(time)s corrected: %(purpose)s"),
    "visit.attached": _("Files added to the visit on %(time)s: %(names)s"),
    "visit.cancelled": _("Visit on %(time)s cancelled: %(reason)s"),
    "visit.missed": _("Visit on %(time)s did not take place. %(reason)s"),
    "visit.done": _("Visited on %(time)s: %(purpose)s (%(attitude)s)"),
    "visit.report_edited": _("Report of the visit on %(time)s corrected"),
    "care.done": _("Congratulated: %(occasion)s. %(title)s"),
    "care.skipped": _("Not congratulated: %(occasion)s. %(reason)s"),
    "care.invited": _("%(who)s invited to %(occasion)s on %(day)s"),
    "care.replied": _("%(who)s on the invitation to %(occasion)s on %(day)s: %(reply)s"),
    "care.uninvited": _("%(who)s no longer invited to %(occasion)s on %(day)s"),
    "care.day_added": _("Day entered: %(title)s"),
    "care.day_removed": _("Day removed: %(title)s"),
}
