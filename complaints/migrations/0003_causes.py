"""The cause tree 原因分类 that every installation starts with; the customer-relations office edits it in admin."""

from django.db import migrations

TREE = [
    ("operation", "业务操作", "Our operation", [
        ("documents_wrong", "单证错误", "Documents wrong"),
        ("packing", "包装不当", "Packing"),
        ("customs_declaration", "报关问题", "Customs declaration"),
        ("late_delivery", "未按合同时间交货", "Not delivered in contract time"),
        ("space_not_booked", "未订到舱位", "Space not booked"),
        ("papers_returned_late", "退单不及时", "Papers returned late"),
        ("damage", "货物损坏", "Damage"),
        ("loss", "货物丢失", "Loss"),
    ]),
    ("sales", "销售", "Sales", [
        ("invoice_price", "发票价格与报价不符", "Invoice price differs from quote"),
        ("tracking", "跟踪不力", "Tracking poor"),
        ("communication", "沟通不畅", "Communication poor"),
    ]),
    ("supplier", "供方", "Supplier", [
        ("supplier_loss", "供方货物丢失", "Loss by supplier"),
        ("supplier_damage", "供方货物损坏", "Damage by supplier"),
        ("supplier_delivery", "供方未按要求送货", "Delivery not as asked"),
        ("departure_late", "开航或发车延误", "Departure late"),
    ]),
    ("agent", "代理", "Agent", [
        ("consignee_service", "对收货人服务不佳", "Service to consignee"),
    ]),
    ("customer", "客户自身", "The customer's own fault", [
        ("own_error", "客户将自身失误转嫁我方", "Own error shifted to us"),
        ("forced_to_use_us", "客户被指定使用我方而不情愿", "Forced to use us and unwilling"),
    ]),
    ("force_majeure", "不可抗力", "Force majeure", [
        ("weather", "天气", "Weather"),
        ("war", "战争", "War"),
        ("strike", "罢工", "Strike"),
        ("accident", "意外事故", "Accident"),
    ]),
]


def plant(apps, schema_editor):
    cause = apps.get_model("complaints", "Cause")
    for position, (code, name, name_en, children) in enumerate(TREE, 1):
        parent, _created = cause.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 100}
        )
        for child_position, (child_code, child_name, child_name_en) in enumerate(children, 1):
            cause.objects.get_or_create(
                code=f"{code}.{child_code}",
                defaults={
                    "name": child_name,
                    "name_en": child_name_en,
                    "parent": parent,
                    "position": position * 100 + child_position,
                },
            )


def uproot(apps, schema_editor):
    """Take away what nothing refers to; causes of existing complaints stay."""
    cause = apps.get_model("complaints", "Cause")
    complaint = apps.get_model("complaints", "Complaint")
    used = complaint.objects.exclude(cause=None).values("cause")
    codes = [f"{code}.{child[0]}" for code, _name, _name_en, children in TREE for child in children]
    cause.objects.filter(code__in=codes).exclude(pk__in=used).delete()
    parents = [code for code, *_rest in TREE]
    cause.objects.filter(code__in=parents, children=None).exclude(pk__in=used).delete()


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_initial")]
    operations = [migrations.RunPython(plant, uproot)]
