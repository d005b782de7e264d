"""Files of visits: the only way out of the store, and it asks who may see the visit."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from crm_site.files import file_response
from visits.models import VisitFile


@require_safe
def file_detail(request, pk):
    return file_response(get_object_or_404(VisitFile.objects.visible_to(request.user), pk=pk))
