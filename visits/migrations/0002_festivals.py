"""The festivals that every installation starts with, and how the greater ones are kept with key accounts.

Edited in admin; an occasion without a way is only shown in calendars.
"""

from django.db import migrations

KEY_ACCOUNTS = ["strategic", "key"]
# Name, English name, calendar, month, day, way, gift, budget.
FESTIVALS = [
    ("元旦", "New Year", "solar", 1, 1, "", "", 0),
    ("腊八节", "Laba Festival", "lunar", 12, 8, "", "", 0),
    ("小年", "Little New Year", "lunar", 12, 23, "", "", 0),
    ("除夕", "New Year's Eve", "lunar", 12, 30, "", "", 0),
    ("春节", "Spring Festival", "lunar", 1, 1, "visit", "新春礼盒", 400),
    ("元宵节", "Lantern Festival", "lunar", 1, 15, "", "", 0),
    ("妇女节", "Women's Day", "solar", 3, 8, "", "", 0),
    ("劳动节", "Labour Day", "solar", 5, 1, "", "", 0),
    ("端午节", "Dragon Boat Festival", "lunar", 5, 5, "gift", "粽子礼盒", 200),
    ("七夕节", "Qixi Festival", "lunar", 7, 7, "", "", 0),
    ("中秋节", "Mid-Autumn Festival", "lunar", 8, 15, "gift", "月饼礼盒", 300),
    ("重阳节", "Double Ninth Festival", "lunar", 9, 9, "", "", 0),
    ("国庆节", "National Day", "solar", 10, 1, "", "", 0),
]
# Kind, name, English name, way: of these the customer's file has the date.
KINDS = [
    ("founding", "公司成立日", "Founding", "letter"),
    ("opening", "开业", "Opening", "flowers"),
    ("project_start", "项目启动", "Project start", "message"),
    ("milestone", "项目节点达成", "Milestone", "message"),
    ("honour", "获得荣誉", "Honour received", "letter"),
    ("news", "重大喜讯", "Big news", "message"),
    ("birthday", "联系人生日", "Birthday", "message"),
]


def create(apps, schema_editor):
    occasion = apps.get_model("visits", "Occasion")
    for name, name_en, calendar, month, day, way, gift, budget in FESTIVALS:
        date = {"calendar": calendar, "month": month, "day": day}
        how = {"way": way, "gift": gift, "budget": budget, "tiers": KEY_ACCOUNTS if way else []}
        occasion.objects.create(kind="festival", name=name, name_en=name_en, **date, **how)
    for kind, name, name_en, way in KINDS:
        occasion.objects.create(kind=kind, name=name, name_en=name_en, way=way, tiers=KEY_ACCOUNTS)


def remove(apps, schema_editor):
    """Only what nobody has worked with yet."""
    apps.get_model("visits", "Occasion").objects.filter(tasks=None).delete()


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
