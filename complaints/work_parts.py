"""What the daily work on complaints adds to the page of one: what belongs together, and what is begun from its menu."""

from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, ComplaintNote
from complaints.models.merging import of_matter
from complaints.page_parts import PANELS, UNDERTAKINGS, Panel, Undertaking, how_many


def register_work():
    related = Complaint.objects.filter(Q(merged_into=OuterRef("pk")) | Q(split_from=OuterRef("pk")))
    PANELS.append(Panel("related", _("Merged and split"), "complaints:related_panel", _has_related, how_many(related)))
    notes = ComplaintNote.objects.filter(of_matter(OuterRef(OuterRef("pk"))))
    may = ComplaintNote.can_be_written_by
    PANELS.append(Panel("notes", _("Notes"), "complaints:notes_panel", may, how_many(notes)))
    UNDERTAKINGS.extend(
        [
            Undertaking(
                _("Merge into another …"), "intersect", "complaints:complaint_merge", Complaint.can_be_merged_by
            ),
            Undertaking(
                _("Split off a second matter …"), "scissors", "complaints:complaint_split", Complaint.can_be_merged_by
            ),
            Undertaking(
                _("Give to a colleague …"), "person-up", "complaints:complaint_hand_on", Complaint.can_be_handed_on_by
            ),
            Undertaking(
                _("Let the time stand still …"), "pause", "complaints:complaint_pause", Complaint.can_be_paused_by
            ),
            Undertaking(_("Let the time go on …"), "play", "complaints:complaint_resume", Complaint.can_be_resumed_by),
            Undertaking(
                _("Notice of claim sent …"),
                "send-check",
                "complaints:complaint_send_notice",
                Complaint.can_settle_notice_by,
            ),
            Undertaking(
                _("No notice of claim needed …"),
                "slash-circle",
                "complaints:complaint_waive_notice",
                Complaint.can_settle_notice_by,
            ),
            Undertaking(
                _("Not a repeat …"), "signpost-split", "complaints:complaint_tell_apart", Complaint.can_be_told_apart_by
            ),
        ]
    )


def _has_related(complaint, _user):
    return complaint.related_count > 0
