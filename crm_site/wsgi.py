"""The WSGI application that a production server such as gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from crm_site.call_stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_site.settings")
application = with_room(get_wsgi_application())
