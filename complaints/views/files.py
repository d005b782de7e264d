"""Attachments: the only way out of the store, and it asks who may see the complaint."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from complaints.files import SHOWN_TYPES
from complaints.models import Attachment


@require_safe
def attachment_detail(request, pk):
    """Pictures and PDFs are shown, everything else is saved; nothing in a file can act on our site."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=attachment.content_type not in SHOWN_TYPES,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, max-age=3600"
    return response
