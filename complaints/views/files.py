"""Attachments: the only way out of the store, and it asks who may see the complaint."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from complaints.models import Attachment
from crm_site.files import file_response


@require_safe
def attachment_detail(request, pk):
    return file_response(get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk))
