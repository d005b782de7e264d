"""The two pages of daily work: what waits for me, and the board of a department."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from complaints.board import BoardFilter, columns_of
from complaints.models import Complaint
from complaints.queue import Queue
from crm_site.listing import render_list


def queue(request):
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied
    waiting = Queue(request.user, timezone.now())
    context = {"groups": waiting.groups(), "has_more": waiting.has_more, "most": len(waiting.rows)}
    return render(request, "complaints/queue.html", context)


def queue_neighbour(request, pk, step):
    """From the page of a complaint to the next or the previous one of my complaints; at either end to the whole list."""
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied
    other = Queue(request.user, timezone.now()).neighbour(pk, step)
    return redirect("complaints:complaint_detail", other) if other else redirect("complaints:queue")


def board(request):
    if not Complaint.can_be_overseen_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    chosen = BoardFilter(request.GET, Complaint.objects.visible_to(request.user), request.user, at)
    context = {"filter": chosen, "columns": columns_of(chosen.qs, request.user, at, request.GET)}
    return render_list(request, "complaints/board.html", "complaints/_board.html", context)
