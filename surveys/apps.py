from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Satisfaction surveys")

    def ready(self):
        from customers.models.contact_moving import register_follower
        from customers.moving import register_movable
        from customers.tabs import register_tab
        from customers.timeline import register_activity, register_area
        from deadlines.steps import register_step
        from surveys import list_export, merging
        from surveys.defaults import create_defaults, create_rules
        from surveys.models.follow_up import STEP
        from surveys.moving import find_follow_ups, keep_unasked, move_follow_ups
        from surveys.sentences import SENTENCES

        merging.register()
        list_export.register()
        register_follower(keep_unasked)
        post_migrate.connect(create_defaults, sender=self)
        post_migrate.connect(create_rules, sender=self)
        register_step(STEP, _("Follow-up of a low score"), budget=5, unit="working_days")
        for kind, sentence in SENTENCES.items():
            register_activity(kind, sentence)
        register_area("survey", _("Surveys"))
        register_tab("satisfaction", _("Satisfaction"), "surveys:customer_panel", 65)
        register_movable(_("Follow-ups of surveys"), find_follow_ups, move_follow_ups)
