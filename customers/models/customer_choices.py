"""What may stand in the fields of a customer file that are chosen and not written."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Type(models.TextChoices):
    MANUFACTURER = "manufacturer", _("Manufacturer")
    TRADER = "trader", _("Trader")
    ECOMMERCE = "ecommerce", _("E-commerce seller")
    RETAILER = "retailer", _("Retailer")
    FORWARDER = "forwarder", _("Freight forwarder")
    AGENT = "agent", _("Agent")
    INDIVIDUAL = "individual", _("Individual")
    OTHER = "other", _("Other")


class Size(models.TextChoices):
    LARGE = "large", _("Large")
    MEDIUM = "medium", _("Medium")
    SMALL = "small", _("Small")
    MICRO = "micro", _("Micro")


class Lifecycle(models.TextChoices):
    POTENTIAL = "potential", _("Potential")
    CURRENT = "current", _("Current")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", _("Lost")
    WON_BACK = "won_back", _("Won back")


class Grade(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class Tier(models.TextChoices):
    STRATEGIC = "strategic", _("Strategic account")
    KEY = "key", pgettext_lazy("tier", "Key account")


class RelationshipType(models.TextChoices):
    BASIC = "basic", _("Basic")
    REACTIVE = "reactive", _("Reactive")
    ACCOUNTABLE = "accountable", _("Accountable")
    PROACTIVE = "proactive", _("Proactive")
    PARTNERSHIP = "partnership", _("Partnership")


class CreditGrade(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class PaymentTerms(models.TextChoices):
    CASH = "cash", _("Cash")
    CREDIT_SALE = "credit_sale", _("Credit sale")
    CONSIGNMENT = "consignment", _("Consignment")
    INSTALMENT = "instalment", _("Instalment")
    MONTHLY = "monthly", _("Monthly account")


class TaxpayerKind(models.TextChoices):
    GENERAL = "general", _("General taxpayer")
    SMALL_SCALE = "small_scale", _("Small-scale taxpayer")
    NONE = "none", _("Not a taxpayer")
