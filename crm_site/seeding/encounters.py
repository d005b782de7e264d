"""What is spoken of when customers are visited, and what they are given: made up, after what such companies report."""

from typing import NamedTuple


class Encounter(NamedTuple):
    purpose: str
    summary: str
    needs: str = ""
    problems: str = ""
    competitor_news: str = ""


ENCOUNTERS = [
    Encounter("月度回访", "与物流经理核对上月时效和账单，整体满意，希望提前拿到月报。", needs="月报每月三号前发出"),
    Encounter("季度服务回顾", "回顾季度KPI，准时率达标，破损率略升，双方约定装车拍照留底。", problems="破损率上升"),
    Encounter("新项目沟通", "客户明年华南新增一个分拨点，请我们先做路线方案和报价。", needs="华南分拨方案"),
    Encounter("续约洽谈", "合同明年三月到期，客户希望运价持平，我们提出以量换价。", competitor_news="同行报价低4%左右"),
    Encounter("仓库现场走访", "看了收货月台和退货区，叉车通道拥挤，建议分时段预约。", problems="月台排队时间长"),
    Encounter("高层互访", "双方总经理见面，确认战略合作方向，年底前签框架协议。"),
    Encounter("旺季保障沟通", "客户双十二预计加量五成，要求锁定车辆和夜班卸货。", needs="旺季锁车、夜班卸货"),
    Encounter("系统对接", "IT部门确认接口字段，下月中旬联调，先用表格过渡。", needs="订单接口"),
    Encounter("投诉后回访", "当面说明整改结果，客户认可，但要求两个月后再看一次数据。", problems="担心问题反复"),
    Encounter("报关流程培训", "给关务同事讲了新的申报要素，减少退单。"),
    Encounter("成本优化建议", "一起看了线路装载率，合并两条线路每月可省约两万。", needs="线路合并方案"),
    Encounter("例行拜访", "客户近期订单平稳，采购负责人换人，已当面认识。", competitor_news="有同行在接触采购部"),
]
CANCELLATIONS = ["客户临时出差，改到下月", "客户工厂盘点，不方便接待", "我方车辆限行，另约时间"]
MISSES = ["路上堵车，客户已下班", "临时处理货损，没有去成", ""]
PLACES = ["客户总部会议室", "客户一号仓", "工厂物流部", "采购部办公室", ""]
GIFTS = {
    "元旦": [("台历和新年贺卡", 60), ("定制保温杯", 120)],
    "春节": [("新春礼盒", 380), ("五常大米两箱", 260)],
    "中秋节": [("月饼礼盒", 288), ("阳澄湖蟹卡", 480)],
}
DAYS = [("founding", "公司成立日"), ("opening", "新工厂开业"), ("opening", "华东仓启用")]
HONOURS = ["获评省级专精特新企业", "获行业年度供应链奖", "通过海关高级认证"]
