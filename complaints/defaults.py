"""What every database has from its first migration on: the usual limits for notices of claim, to be checked by the company and
edited in admin."""

from django.apps import apps as installed_apps
from django.db import transaction

CHECK = "请法务核对后使用。"
CHECK_EN = " To be checked by the company's lawyers."
CONTRACT = "合同约定的期限；未约定的，《民法典》第831条要求在合理期限内提出。7日只是起始值，请按公司合同修改。"
CONTRACT_EN = (
    "The period agreed in the contract; where there is none, article 831 of the Civil Code asks for a reasonable time. "
    "7 days are only a start: enter what your contracts say."
)
HAGUE = "海牙规则／海牙-维斯比规则第三条第6款：损坏不明显的，交付后3日内书面通知；明显的，提货时通知。中国《海商法》的期限不同。"
HAGUE_EN = (
    "Hague and Hague-Visby Rules, article III (6): damage that is not apparent within 3 days of delivery, apparent damage at "
    "delivery. The Maritime Code of China has other periods."
)
HAMBURG = "汉堡规则第十九条第5款：货物交付收货人之日后连续60日内书面通知。"
HAMBURG_EN = "Hamburg Rules, article 19 (5): within 60 consecutive days after the goods were handed over."
MONTREAL_DAMAGE = "《蒙特利尔公约》第三十一条第二款：收到货物之日起14日内书面提出。"
MONTREAL_DAMAGE_EN = "Montreal Convention, article 31 (2): in writing within 14 days from the receipt of the cargo."
MONTREAL_DELAY = "《蒙特利尔公约》第三十一条第二款：货物交由收货人处置之日起21日内书面提出。"
MONTREAL_DELAY_EN = "Montreal Convention, article 31 (2): in writing within 21 days from the day on which the cargo was placed at disposal."
CMR = "国际公路运输CMR公约第三十条第1款：损坏不明显的，交付后7日内书面通知（周日和公共假日除外，此处从严按日历日）。国内运输按合同。"
CMR_EN = (
    "CMR for international carriage, article 30 (1): damage that is not apparent within 7 days of delivery, Sundays and public "
    "holidays excepted (here counted strictly). Carriage within China: by contract."
)
CMR_DELAY = "国际公路运输CMR公约第三十条第3款：货物交由收货人处置之日起21日内书面提出。国内运输按合同。"
CMR_DELAY_EN = (
    "CMR for international carriage, article 30 (3): in writing within 21 days from the day on which the goods were placed at "
    "disposal. Carriage within China: by contract."
)
CIM = "国际铁路运输CIM规则第四十七条：损坏不明显的，接收后7日内请求查验。适用国际货协（SMGS）的，按其规定。"
CIM_EN = (
    "CIM for international carriage, article 47: damage that is not apparent is to be ascertained at request within 7 days of "
    "acceptance. Where SMGS applies, by its rules."
)
CIM_DELAY = "国际铁路运输CIM规则第四十七条：超过运到期限的，60日内提出。适用国际货协（SMGS）的，按其规定。"
CIM_DELAY_EN = "CIM for international carriage, article 47: within 60 days. Where SMGS applies, by its rules."
# Mode of transport, loss, calendar days, counted from, source in Chinese and English; empty: any.
NOTICE_LIMITS = [
    ("", "", 7, "delivery", CONTRACT, CONTRACT_EN),
    ("sea", "damage", 3, "delivery", HAGUE, HAGUE_EN),
    ("sea", "loss", 3, "delivery", HAGUE, HAGUE_EN),
    ("sea", "delay", 60, "delivery", HAMBURG, HAMBURG_EN),
    ("air", "damage", 14, "delivery", MONTREAL_DAMAGE, MONTREAL_DAMAGE_EN),
    ("air", "delay", 21, "disposal", MONTREAL_DELAY, MONTREAL_DELAY_EN),
    ("road", "damage", 7, "delivery", CMR, CMR_EN),
    ("road", "loss", 7, "delivery", CMR, CMR_EN),
    ("road", "delay", 21, "disposal", CMR_DELAY, CMR_DELAY_EN),
    ("rail", "damage", 7, "delivery", CIM, CIM_EN),
    ("rail", "loss", 7, "delivery", CIM, CIM_EN),
    ("rail", "delay", 60, "delivery", CIM_DELAY, CIM_DELAY_EN),
]


def create_notice_limits(apps=installed_apps, using="default", **_signal):
    """Called after every migration, also of a schema on its way back (`apps` knows which models exist then), and flush;
    rows that exist stay as they were set."""
    try:
        limits = apps.get_model("complaints", "ClaimNoticeLimit").objects.using(using)
    except LookupError:
        return
    with transaction.atomic(using=using):
        if not limits.exists():
            for mode, loss, days, counted_from, source, source_en in NOTICE_LIMITS:
                limits.create(
                    transport_mode=mode,
                    loss=loss,
                    days=days,
                    counted_from=counted_from,
                    source=source + CHECK,
                    source_en=source_en + CHECK_EN,
                )
