"""A person's own language and time zone, where they chose one."""

import zoneinfo

from django.utils import timezone, translation


def person_preferences(get_response):
    def middleware(request):
        user = request.user
        language = user.language if user.is_authenticated else ""
        if language and language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
        zone = user.zone if user.is_authenticated else ""
        if not zone:
            return get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return get_response(request)

    return middleware
