from people.models.department import Department, DepartmentTree
from people.models.notification import Notification
from people.models.outbox import OutboxMessage
from people.models.quiet_hours import QuietHours
from people.models.saved_view import SavedView
from people.models.user import Role, User

__all__ = [
    "Department",
    "DepartmentTree",
    "Notification",
    "OutboxMessage",
    "QuietHours",
    "Role",
    "SavedView",
    "User",
]
