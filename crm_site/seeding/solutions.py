"""The base of solutions of the demo company: what its departments wrote down from closed complaints."""

from datetime import timedelta
from uuid import UUID

from complaints.models import Cause, Complaint, Solution
from people.models import Role, User

# Cause, service line, title, problem, what to do.
PUBLISHED = [
    ("operation.damage", "warehousing", "叉车作业叉破外包装",
     "入库或出库时叉车叉齿叉破纸箱、挤压托盘，客户要求赔付并更换包装。",
     "1. 停止作业，当场拍照并请双方签字；\n2. 当天更换外箱，内件开箱检查；\n3. 三个工作日内定损，按合同赔付；\n4. 当班叉车司机重新考核。"),
    ("operation.damage", "transport", "运输途中货物受潮",
     "车厢漏水或雨布没盖好，纸箱受潮变形、货物发霉。",
     "1. 收货时拍照并在回单上批注；\n2. 24小时内请公估人到场；\n3. 可用的货重新包装，其余按货值定损；\n4. 停用该车并检查雨布。"),
    ("operation.damage", "transport", "装车重压轻造成外箱压塌",
     "重货压在轻货上面，卸货时外箱压塌、内件破损，客户拒收。",
     "1. 破损托盘单独卸下拍照；\n2. 补货走专车，24小时内送到；\n3. 装车执行重下轻上，拍照留底，缺照片不放行。"),
    ("operation.late_delivery", "transport", "干线晚到，客户停线",
     "车辆途中故障或堵车，晚于约定时间到货，客户生产线等料。",
     "1. 每两小时主动报一次位置；\n2. 四小时内调备用车辆接驳；\n3. 次日书面说明原因；\n4. 停线损失按合同上限协商，不口头承诺。"),
    ("operation.late_delivery", "distribution", "平台仓预约作废，重新排队",
     "车辆晚到，平台仓入仓预约作废，店铺断货。",
     "1. 立即联系平台申请加开时段；\n2. 大促期间派驻仓专员；\n3. 预约至少提前一天到场。"),
    ("operation.loss", "distribution", "到货短少，件数不符",
     "门店签收件数少于运单件数，司机称装车无误。",
     "1. 当天调装车和分拨中心监控；\n2. 查邻近路线和无头货区；\n3. 五个工作日内找不到按货值赔付；\n4. 出库按票复核。"),
    ("operation.customs_declaration", "customs", "商品归类错误，海关要求补充说明",
     "申报要素不全或编码归错，货在港口等待，产生滞箱费。",
     "1. 两小时内告知客户并索取技术资料；\n2. 当天提交补充说明；\n3. 滞箱费按责任分担，先书面确认再付款；\n4. 新型号一律走归类预审。"),
    ("operation.documents_wrong", "customs", "箱单与发票数据不一致被退单",
     "发票和装箱单的毛重或件数不一致，报关被退单重报。",
     "1. 与客户确认最新版本的文件；\n2. 当天重报；\n3. 文件按接收时间存档，报关前请客户回复确认。"),
    ("operation.space_not_booked", "forwarding", "旺季没订上舱位",
     "开船前才发现没有放舱，客户信用证交货期要过。",
     "1. 当天找同周其他船公司的舱位；\n2. 差价由我方承担的须主管书面批准；\n3. 订舱48小时未放舱即升级处理。"),
    ("operation.papers_returned_late", "transport", "签收回单超期未退",
     "签收回单没有按月退回，客户财务无法与下家结账。",
     "1. 逐票列出缺单并向承运商追回；\n2. 先提供电子签收照片；\n3. 超过十天按合同扣承运商运费。"),
    ("sales.invoice_price", "", "账单单价与报价单不符",
     "客户账单上的单价高于报价单，附加费未按合同约定。",
     "1. 当天核对合同中的价格条款；\n2. 开错的冲红重开，两日内寄出；\n3. 价格锁定条款在计费系统中标注；\n4. 开账前做环比检查。"),
    ("sales.tracking", "distribution", "轨迹中断，客户查不到货",
     "网站上几天没有更新，客服也说不清货在哪里。",
     "1. 电话联系司机，一小时内回复位置；\n2. 之后每天两次主动通报直到签收；\n3. 轨迹中断两小时自动提醒调度。"),
    ("supplier.supplier_damage", "transport", "外协车辆货损的先行赔付",
     "外协车队造成货损，客户要求我们马上赔付。",
     "1. 按合同先行赔付，不让客户等追偿；\n2. 三天内向外协发追偿函，附照片和定损单；\n3. 外协车辆雨布检查改为拍照上传。"),
]  # fmt: skip
WAITING = [
    ("operation.packing", "forwarding", "出口木箱缺少熏蒸标识",
     "木箱没有熏蒸标识，目的港要求退运或就地处理。",
     "1. 委托目的港代理就地熏蒸；\n2. 费用先与包装供应商确认；\n3. 收货时必检标识。"),
    ("force_majeure.weather", "transport", "封路时由客户选择等待或绕行",
     "大雾或大雪封路，货物晚到，客户认为没有预案。",
     "1. 预计延误超过四小时，由客户书面选择等待或绕行；\n2. 绕行费用事先说明。"),
]  # fmt: skip
OUTDATED = "平台仓改为线上预约，电话申请加开时段已取消。"


def play_solutions(at):
    """Thirteen that are published, of which one is out of date and some were used, and two that wait for the review."""
    analyst = User.objects.get(username="analyst")
    causes = {cause.code: cause for cause in Cause.objects.all()}
    closed = Complaint.objects.filter(state=Complaint.State.CLOSED, is_imported=False, department__isnull=False)
    sources = {complaint.cause_id: complaint for complaint in closed.select_related("customer", "department")}
    for number, facts in enumerate([*PUBLISHED, *WAITING]):
        when = at - timedelta(days=60 - 4 * number)
        solution = propose(number, causes, sources, when, facts)
        if facts in PUBLISHED:
            solution.publish(analyst, when + timedelta(days=1), solution.version)
            use(solution, number)
    flagged = Solution.objects.published().get(title=PUBLISHED[4][2])
    flagged.flag(User.objects.filter(role=Role.DESK).order_by("pk").first(), at - timedelta(days=2), OUTDATED)


def propose(number, causes, sources, at, facts):
    """By a handler of the department of a closed complaint of that cause, else by the desk without a complaint."""
    code, line, title, problem, remedy = facts
    cause = causes[code]
    source = sources.get(cause.pk)
    people = User.objects.active().order_by("pk")
    by = source and people.filter(role=Role.HANDLER, department=source.department).first()
    if by is None:
        source, by = None, people.filter(role=Role.DESK).first()
    words = {"title": title, "problem": problem, "remedy": remedy, "service_line": line, "cause": cause}
    return Solution.propose(by, at, UUID(int=(0x501 << 64) + number, version=4), complaint=source, **words)


def use(solution, number):
    """For open complaints of its cause, as often as the number says."""
    desk = User.objects.filter(role=Role.DESK).order_by("pk").first()
    same = Complaint.objects.open().filter(cause=solution.cause, department__isnull=False).order_by("pk")
    for complaint in same.select_related("department", "customer")[: number % 4]:
        solution.use(complaint, desk, complaint.received_at)
