"""What the timeline of a customer says about complaints; each kind is the step done, or its result."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "complaint.logged": _("Complaint %(number)s logged"),
    "complaint.send": _("Complaint %(number)s sent to %(department)s"),
    "complaint.analyse": _("Complaint %(number)s: %(department)s wrote analysis and measures"),
    "complaint.approved": _("Complaint %(number)s: measures approved"),
    "complaint.returned": _("Complaint %(number)s: measures returned to %(department)s"),
    "complaint.carry_out": _("Complaint %(number)s: %(department)s carried out the measures"),
    "complaint.agreed": _("Complaint %(number)s: agreed with the customer"),
    "complaint.not_agreed": _("Complaint %(number)s: the customer did not agree"),
    "complaint.satisfied": _("Complaint %(number)s: follow-up call, satisfied"),
    "complaint.partly": _("Complaint %(number)s: follow-up call, partly satisfied"),
    "complaint.not_satisfied": _("Complaint %(number)s: follow-up call, not satisfied"),
    "complaint.close": _("Complaint %(number)s closed"),
    "complaint.withdrawn": _("Complaint %(number)s withdrawn"),
    "complaint.merged": _("Complaint %(number)s merged into %(kept)s"),
    "complaint.reopened": _("Complaint %(number)s reopened"),
    "complaint.letter": _("Complaint %(number)s: letter to the customer"),
    "complaint.rerouted": _("Complaint %(number)s re-routed to %(department)s"),
}
