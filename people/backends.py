"""What a role may do in Django admin, beside the permissions given to a person or group there."""

from django.contrib.auth.backends import ModelBackend

from people.models import Role, User

# The customer-relations office keeps the calendar, the time limits, the catalogues, the letters and the valuation policies.
ADMIN_MODELS = {
    Role.ANALYST: {
        "deadlines": ("workingcalendar", "weekdayhours", "dayoverride", "deadlinepolicy", "policyrule"),
        "complaints": ("cause", "claimnoticelimit", "lettertemplate", "cannedanswer"),
        "surveys": ("questionnaire", "section", "item", "donotask"),
        "customers": ("industry", "region", "valuationpolicy", "valuationband"),
        "key_accounts": ("keyaccountpolicy",),
    },
}


class RoleBackend(ModelBackend):
    """Django's accounts, with the permissions of the person's role added."""

    def get_user(self, user_id):
        try:
            user = User.objects.for_request().get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        permissions = super().get_all_permissions(user_obj, obj)
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return permissions
        return permissions | role_permissions(user_obj.role)


def role_permissions(role):
    """Permission names such as "deadlines.change_dayoverride" that come with the role."""
    return {
        f"{app}.{action}_{model}"
        for app, names in ADMIN_MODELS.get(role, {}).items()
        for model in names
        for action in ("view", "add", "change", "delete")
    }
