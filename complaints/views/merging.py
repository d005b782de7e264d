"""Merging two complaints about one matter, splitting one about two, and the panel that shows what belongs together."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from complaints.forms.merging import MergeForm, SplitForm
from complaints.models import Complaint
from complaints.views.dialogs import action_dialog, lead_to, undertake, visible

# So many are proposed; whoever knows another one finds it by its number.
MOST_PROPOSED = 6


def complaint_merge(request, pk):
    """Proposes what may be the same matter; ?q= finds others."""
    complaint = visible(request.user, pk)
    form = MergeForm(request.POST or None, complaint=complaint, action="merge", user=request.user)
    row, form, refusal = undertake(request, form, Complaint.can_be_merged_by, complaint.merge_into)
    if row:
        kept = complaint.merged_into
        message = _("%(number)s was merged into %(kept)s.") % {"number": complaint, "kept": kept}
        return lead_to(request, kept.get_absolute_url(), message)
    text = request.GET.get("q", "")
    candidates = _candidates(request.user, complaint, text, form["other"].value())
    body = "complaints/dialogs/_merge.html"
    return action_dialog(request, form, refusal, body, candidates=candidates, query=text)


def complaint_split(request, pk):
    complaint = visible(request.user, pk)
    form = SplitForm(request.POST or None, complaint=complaint, action="split")
    second, form, refusal = undertake(request, form, Complaint.can_be_merged_by, complaint.split)
    if second:
        return lead_to(request, second.get_absolute_url(), _("%(number)s goes on by itself.") % {"number": second})
    return action_dialog(request, form, refusal)


def related_panel(request, pk):
    """What was merged into it, in full; and what was split from it, to those who see that."""
    complaint = visible(request.user, pk)
    merged = complaint.merged_complaints.select_related("customer", "contact").order_by("received_at", "pk")
    merged = list(merged.prefetch_related("steps__done_by", "steps__done_for", "steps__clock"))
    split = list(complaint.split_complaints.order_by("pk"))
    related = Complaint.objects.filter(pk__in=[row.pk for row in (*merged, *split)])
    context = {
        "complaint": complaint,
        "merged": merged,
        "split": split,
        "visible": set(related.visible_to(request.user).values_list("pk", flat=True)),
    }
    return render(request, "complaints/related.html", context)


def _candidates(user, complaint, text, chosen):
    """Those into which `user` may merge it, what they chose first."""
    seen = Complaint.objects.visible_to(user).select_related("customer")
    found = seen.open().search(text).exclude(pk=complaint.pk) if text.strip() else seen.likely_same_as(complaint)
    rows = [row for row in found.order_by("-received_at", "-id")[: 5 * MOST_PROPOSED] if row.can_be_merged_by(user)]
    rows = rows[:MOST_PROPOSED]
    is_listed = any(str(row.pk) == str(chosen) for row in rows)
    return rows if is_listed or not chosen else [*seen.filter(pk=chosen), *rows]
