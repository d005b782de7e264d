"""The columns that a register of complaints may have, and the headers by which companies name them."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, RegisterEntry
from customers.importing.text import JOINED_BY, normalise, without_brackets


@dataclass(frozen=True)
class Field:
    key: str
    label: str
    headers: str
    is_required: bool = False


def _of(model, name):
    return model._meta.get_field(name).verbose_name


FIELDS = (
    Field(
        "number",
        _of(RegisterEntry, "number"),
        "投诉编号, 编号, 投诉单号, 单号, 受理编号, 受理单号, 登记号, 登记编号, 工单号, 案件编号, 序号, "
        "Complaint ID, Complaint number, Complaint no, Number, No, ID, Case number, Case ID, Ticket, Ticket number",
        is_required=True,
    ),
    Field(
        "received",
        _("received"),
        "投诉日期, 投诉时间, 受理日期, 受理时间, 接收日期, 接诉日期, 接诉时间, 登记日期, 登记时间, 日期, "
        "Received, Date received, Received on, Received at, Complaint date, Date, Logged",
        is_required=True,
    ),
    Field(
        "closed",
        _("closed"),
        "结案日期, 结案时间, 关闭日期, 关闭时间, 办结日期, 办结时间, 完成日期, 处理完成日期, "
        "Closed, Date closed, Closed on, Closed at, Closing date, Date completed, Resolved",
        is_required=True,
    ),
    Field("code", _("customer code"), "客户编码, 客户编号, 客户代码, Customer code, Customer number, Customer ID"),
    Field(
        "name",
        _("customer"),
        "客户名称, 客户, 投诉客户, 投诉单位, 投诉方, 公司名称, 单位名称, Customer, Customer name, Company, Complainant",
    ),
    Field("caller", _("caller"), "投诉人, 联系人, 来电人, 反映人, 客户联系人, Caller, Contact, Contact person, Name"),
    Field(
        "phone",
        _("telephone"),
        "联系电话, 电话, 投诉电话, 来电号码, 手机, 联系方式, Telephone, Phone, Mobile, Caller ID",
    ),
    Field(
        "description",
        _("what happened"),
        "投诉内容, 内容, 投诉事项, 投诉描述, 问题描述, 事由, 投诉事由, 详细内容, 情况说明, "
        "What happened, Description, Complaint, Content, Details, Narrative, Consumer complaint narrative, Summary",
        is_required=True,
    ),
    Field("wanted", _("what is wanted"), "客户要求, 客户诉求, 诉求, 要求, What is wanted, Wanted, Request, Demand"),
    Field(
        "channel",
        _("channel"),
        "投诉渠道, 渠道, 投诉方式, 受理渠道, 来源, 受理方式, Channel, Submitted via, Source, Received by",
    ),
    Field(
        "cause",
        _("cause"),
        "投诉原因, 原因, 原因分类, 投诉类别, 投诉类型, 类别, 类型, 问题类型, Cause, Category, Issue, Type, Reason",
    ),
    Field("severity", _("severity"), "严重程度, 严重性, 等级, 投诉等级, 投诉级别, 级别, Severity, Priority, Level"),
    Field(
        "department",
        _("responsible department"),
        "责任部门, 责任单位, 处理部门, 承办部门, 部门, 责任公司, Responsible department, Department, Handled by",
    ),
    Field(
        "service_line",
        _("service line"),
        "业务类型, 业务线, 服务类型, 业务板块, 产品, Service line, Service, Line of service, Product",
    ),
    Field(
        "waybills", _("waybill numbers"), "运单号, 运单, 订单号, 提单号, 票号, Waybill, Waybills, Order, Order number"
    ),
    Field(
        "result",
        _of(RegisterEntry, "result"),
        "处理结果, 结果, 处理情况, 处理意见, 解决方案, Result, Outcome, Resolution, Company response to consumer",
    ),
    Field(
        "satisfaction",
        _of(RegisterEntry, "satisfaction"),
        "满意度, 回访结果, 客户满意度, 是否满意, 回访情况, Satisfaction, Follow-up, Follow-up result",
    ),
    Field(
        "compensation",
        _of(RegisterEntry, "compensation"),
        "赔偿金额, 赔款, 赔付金额, 理赔金额, 赔偿, 赔付, Compensation, Amount paid, Compensation paid, Paid",
    ),
)
FIELDS_BY_KEY = {field.key: field for field in FIELDS}
KEYS_BY_HEADER = {normalise(header): field.key for field in FIELDS for header in field.headers.split(", ")}
# How registers write what we call otherwise.
SYNONYMS = {
    "channel": {
        Complaint.Channel.TELEPHONE: "电话, 来电, 热线, phone, call, hotline",
        Complaint.Channel.LETTER: "信件, 来信, 书面, 传真, 转办, mail, post, postal mail, fax, referral, written",
        Complaint.Channel.EMAIL: "邮件, 电子邮件, 邮箱, email, e-mail",
        Complaint.Channel.WEB: "网络, 网站, 网上, 在线, 微信, web, online, website, internet",
        Complaint.Channel.VISIT: "来访, 上门, 走访, 当面, visit, in person, walk-in",
    },
    "severity": {
        Complaint.Severity.NORMAL: "一般, 普通, 轻微, 低, normal, minor, low, medium",
        Complaint.Severity.SERIOUS: "严重, 较重, 高, serious, major, high",
        Complaint.Severity.CRITICAL: "重大, 特别严重, 特大, 紧急, critical, urgent",
    },
    "service_line": {
        Complaint.ServiceLine.TRANSPORT: "运输, 干线, 陆运, transport, transportation, trucking",
        Complaint.ServiceLine.WAREHOUSING: "仓储, 仓库, warehousing, warehouse, storage",
        Complaint.ServiceLine.CUSTOMS: "报关, 关务, 清关, customs, clearance",
        Complaint.ServiceLine.DISTRIBUTION: "配送, 分拨, 城配, distribution, delivery",
        Complaint.ServiceLine.FORWARDING: "货代, 货运代理, 国际货代, forwarding, freight",
        Complaint.ServiceLine.OTHER: "其他, 其它, other",
    },
    "satisfaction": {
        RegisterEntry.Satisfaction.SATISFIED: "满意, 非常满意, 很满意, 是, satisfied, very satisfied, yes",
        RegisterEntry.Satisfaction.PARTLY: "基本满意, 部分满意, 一般, partly satisfied, partly, neutral",
        RegisterEntry.Satisfaction.NOT_SATISFIED: "不满意, 很不满意, 否, not satisfied, dissatisfied, no",
    },
}


def recognise(header):
    """The field that a header names, or None; of a two-row header the lower row counts."""
    lower = header.rpartition(JOINED_BY)[2]
    known = _keys_by_header()
    wordings = (normalise(wording) for wording in (header, without_brackets(header), lower))
    return next((known[wording] for wording in wordings if wording in known), None)


@cache
def _keys_by_header():
    """What companies write, and our own names of the fields in every language in which somebody may have fetched the
    template."""
    keys = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            keys |= {normalise(str(field.label)): field.key for field in FIELDS}
    return keys | KEYS_BY_HEADER
