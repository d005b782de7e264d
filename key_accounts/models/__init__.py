from key_accounts.models.adjustment import PlanAdjustment
from key_accounts.models.content import PlanAction, PlanObjective, PlanSection
from key_accounts.models.counterpart import Counterpart
from key_accounts.models.key_account import KeyAccount
from key_accounts.models.log import AccountLog
from key_accounts.models.plan import AccountPlan
from key_accounts.models.policy import KeyAccountPolicy
from key_accounts.models.version import PlanVersion
from key_accounts.models.watch import WatchItem

__all__ = [
    "AccountLog",
    "AccountPlan",
    "Counterpart",
    "KeyAccount",
    "KeyAccountPolicy",
    "PlanAction",
    "PlanAdjustment",
    "PlanObjective",
    "PlanSection",
    "PlanVersion",
    "WatchItem",
]
