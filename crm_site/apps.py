from django.apps import AppConfig


class CrmSiteConfig(AppConfig):
    name = "crm_site"

    def ready(self):
        from crm_site import lookups  # noqa: F401 - registers them
