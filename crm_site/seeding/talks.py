"""What account managers and customers of a 3PL company talk about: made up, after what such companies log."""

from typing import NamedTuple


class Talk(NamedTuple):
    channel: str
    summary: str
    needs: str = ""
    problems: str = ""
    # Range of what it cost in CNY, by category.
    costs: dict = {}


TALKS = [
    Talk("call", "电话确认下周到港两个柜的提货安排，客户希望周三上午送到工厂。"),
    Talk("call", "例行回访，客户对上月时效满意，提到旺季可能加量三成。", needs="旺季加车保障"),
    Talk("call", "客户询问出口退税单证进度，已告知预计周五寄出。"),
    Talk("call", "沟通月度对账差异，客户财务要求重开一张发票。", problems="发票抬头有误"),
    Talk("call", "客户反映司机到厂未提前通知，已记录并转调度整改。", problems="到货前未电话预约"),
    Talk("call", "确认续签意向，客户希望明年运价持平。", needs="运价锁定一年"),
    Talk("wechat", "微信发送本周在途跟踪表，客户回复收到。"),
    Talk("wechat", "客户在群里催询一票空运的清关进度，已拍照反馈放行单。"),
    Talk("wechat", "发送节日问候，并约下周见面时间。"),
    Talk("email", "邮件发送仓储报价方案（含增值服务贴标、换包装），等待客户内部评审。", needs="贴标和换包装"),
    Talk("email", "邮件确认KPI月报，准时率98.6%，破损率0.02%。"),
    Talk("email", "客户来函要求增加周末收货，已转操作评估。", needs="周末收货"),
    Talk(
        "meeting",
        "季度服务回顾会：回顾KPI，客户认可整改，提出系统对接需求。",
        needs="订单系统对接",
        costs={"travel": (80, 400)},
    ),
    Talk("meeting", "与客户供应链总监讨论华南新仓选址，倾向佛山。", needs="华南前置仓", costs={"travel": (200, 1500)}),
    Talk("meeting", "投标前澄清会，客户明确分拨时效为T+1。", costs={"travel": (80, 300)}),
    Talk(
        "visit",
        "拜访工厂物流部，查看收货月台，建议分时段预约卸货。",
        problems="月台拥堵等待时间长",
        costs={"travel": (60, 600)},
    ),
    Talk("visit", "拜访客户总部，与采购经理沟通明年招标节奏。", costs={"travel": (200, 2200)}),
    Talk(
        "visit",
        "陪同客户参观我司保税仓，客户对WMS可视化感兴趣。",
        needs="库存可视化",
        costs={"travel": (100, 500), "meal": (200, 800)},
    ),
    Talk(
        "meal", "与客户物流经理午餐，了解到竞争对手正在报价。", problems="竞争对手低价报价", costs={"meal": (200, 900)}
    ),
    Talk("meal", "项目上线答谢晚餐，双方项目组共八人。", costs={"meal": (800, 2600)}),
    Talk("gift", "中秋送月饼礼盒。", costs={"gift": (150, 600)}),
    Talk("gift", "客户公司周年庆送花篮。", costs={"gift": (300, 800)}),
    Talk("event", "邀请客户参加我司物流开放日，客户三人到场。", costs={"event": (300, 1800), "travel": (100, 600)}),
    Talk("letter", "寄送年度服务总结和感谢信。", costs={"other": (10, 40)}),
    Talk("other", "在行业展会上遇到客户运营总监，交换名片并约访。"),
]

# What was promised, and what the customer then heard.
PROMISES = [
    ("回复华东到华南整车新报价", "已发报价单，含回程配载优惠，客户表示满意。"),
    ("核实上周破损的责任并给出赔付意见", "确认为装车不当，按合同赔付，客户同意。"),
    ("确认周末能否安排收货", "仓库同意周六上午收货，下周起执行。"),
    ("提供冷链车辆的温控记录", "已发送全程温度曲线，客户质检认可。"),
    ("给出系统对接的时间表", "IT评估需四周，已发对接计划。"),
    ("答复发票税率调整的问题", "财务已说明新税率，从下月起开具。"),
    ("落实专属客服人选", "已指定专属客服并拉群介绍。"),
    ("反馈货物在港滞留原因", "查验所致，已放行，滞港费由我司承担一半。"),
    ("提交仓储费的阶梯价", "阶梯价已发送，客户内部评审中。"),
    ("确认明年旺季的保舱数量", "已与船公司签保舱协议，每周20个柜。"),
]

PROJECTS = [
    ("华东仓配一体化", ["warehousing", "distribution"]),
    ("工厂成品干线运输", ["transport"]),
    ("进口零部件报关与入厂", ["transport", "customs"]),
    ("出口海运整柜", ["customs", "forwarding"]),
    ("电商大促分仓", ["warehousing", "distribution"]),
    ("冷链城市配送", ["distribution"]),
    ("退货逆向物流", ["transport", "warehousing"]),
    ("保税仓备货", ["warehousing", "customs"]),
    ("空运急件", ["forwarding"]),
    ("循环包装管理", ["transport", "other"]),
]
MILESTONES = ["需求调研完成", "方案提交", "合同签订", "系统联调", "首批货物入仓", "正式上线", "首次服务回顾"]
PROJECT_LOSSES = ["价格高于竞争对手", "客户改为自营", "时效方案未达要求"]
HAND_OVER_REASONS = ["区域调整", "岗位轮换", "客户要求更换对接人", "同事休产假", "行业线归口管理"]
