"""What the bell shows: one's own messages, read one by one or all at once."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from crm_site.listing import paginate, render_list
from people.models import Notification


@require_GET
def notification_list(request):
    mine = Notification.objects.visible_to(request.user)
    only_unread = "unread" in request.GET
    page = paginate(request, mine.unread() if only_unread else mine)
    context = {"page": page, "only_unread": only_unread}
    return render_list(request, "notifications/list.html", "notifications/_results.html", context)


@require_GET
def notification_detail(request, pk):
    """Go to what the message is about; having gone there, it is read."""
    mine = Notification.objects.visible_to(request.user)
    notification = get_object_or_404(mine, pk=pk)
    mine.filter(pk=pk).mark_read(timezone.now())
    if url_has_allowed_host_and_scheme(notification.url, allowed_hosts=None):
        return redirect(notification.url)
    return redirect("notifications:notification_list")


@require_POST
def notification_read_all(request):
    Notification.objects.visible_to(request.user).mark_read(timezone.now())
    return redirect("notifications:notification_list")
