"""The fields that the files of each kind can fill, as data: key, kind, names in both languages. Those that a customer's own
list has too are the same; of two fields that claim a header the later one has it."""

from dataclasses import replace

from customers.importing.customer_files.fields import FIELDS_BY_KEY, Field
from customers.importing.matching import KEYS


def known(key, more=""):
    """A field of the customers' own list, with synonyms that only a list of this kind gives it."""
    field = FIELDS_BY_KEY[key]
    return replace(field, synonyms=f"{field.synonyms}, {more}") if more else field


CUSTOMER = [known(key) for key in KEYS]

# A table: one field per entry, however long its synonyms.
# fmt: off
CONTACTS = [
    known("contact_name", "名字, 人员, Name, Full name, Person"),
    known("contact_title"),
    Field("contact_department", "line", "Department", "部门", "所在部门, 所属部门, 联系人部门, Contact department"),
    Field("contact_level", "choice", "Level", "层级", "级别, 联系人级别, 联系人层级, Contact level"),
    known("contact_mobile"),
    known("contact_phone"),
    known("contact_wechat"),
    known("contact_email"),
    Field(
        "birthday_calendar", "choice", "Calendar of the birthday", "生日历法", "历法, 公历农历, 阴历阳历, Calendar",
    ),
    known("contact_birthday"),
    Field("decision_role", "choice", "Decision role", "决策角色", "角色, 决策地位, 联系人角色, Role"),
    Field("attitude", "attitude", "Attitude", "态度", "对我方态度, 态度分, Attitude to us"),
    Field("influence", "whole", "Influence", "影响力", "影响程度, 影响力分, Influence on decisions"),
    Field("left_since", "day", "Left since", "离职日期", "离职时间, 离开日期, 离职, Left on, Left"),
    Field("contact_remark", "text", "Remark", "备注", "说明, 附注, 联系人备注, Remarks, Note, Notes"),
]
ADDRESSES = [
    Field(
        "address_kind", "choice", "Kind of address", "地址类型", "地址类别, 地址种类, 类型, 类别, 用途, Address type, Type, Kind",
    ),
    known("region"),
    Field(
        "line", "line", "Address", "地址",
        "详细地址, 街道地址, 具体地址, 公司地址, 收货地址, 送货地址, 仓库地址, Address line, Street, Street address",
    ),
    known("postcode"),
    Field("recipient", "line", "Recipient", "收件人", "收货人, 联系人, 接收人, Consignee, Attention, Contact"),
    Field(
        "address_phone", "phone", "Phone", "电话",
        "收货电话, 收件人电话, 联系电话, 手机, 手机号码, Telephone, Tel, Phone no, Mobile",
    ),
]
COSTS = [
    Field("cost_travel", "amount", "Travel costs", "差旅费", "差旅费用, 交通费, 交通, 路费, Travel"),
    Field("cost_meal", "amount", "Meal costs", "餐费", "餐饮费, 宴请费, 用餐费用, 餐饮, Meals"),
    Field("cost_gift", "amount", "Gift costs", "礼品费", "礼品费用, 礼品, Gifts"),
    Field("cost_event", "amount", "Event costs", "活动费", "活动费用, 活动经费, Events"),
    Field("cost_discount", "amount", "Discount", "优惠金额", "折扣, 折让, Discounts"),
    Field("cost_compensation", "amount", "Compensation", "赔偿金额", "赔偿, 赔款, Compensations"),
    Field("cost_other", "amount", "Other costs", "其他费用", "其它费用, 杂费, 费用, 金额, Costs, Cost"),
]
LOG = [
    Field(
        "at", "moment", "When", "时间",
        "日期, 往来时间, 联系时间, 联系日期, 往来日期, 拜访时间, 拜访日期, 沟通时间, 跟进时间, 跟进日期, Date, Time, Date and time, "
        "Contacted on",
    ),
    Field(
        "channel", "choice", "How", "方式",
        "往来方式, 联系方式, 沟通方式, 跟进方式, 形式, 渠道, Channel, Type, Kind of contact",
    ),
    Field(
        "summary", "text", "What was said", "往来内容",
        "内容, 沟通内容, 跟进内容, 跟进记录, 往来记录, 摘要, 谈话内容, 洽谈内容, 拜访内容, 记录, Summary, Content, Notes, Subject",
    ),
    Field(
        "by", "line", "Our person", "我方人员",
        "记录人, 跟进人, 业务员, 客户经理, 拜访人, 联络人员, 经办人, By, Owner, Salesperson, Account manager",
    ),
    Field(
        "contacts", "list", "Contacts", "联系人",
        "客户方人员, 对方人员, 客户联系人, 拜访对象, 联系人姓名, Contact, Contact person, Contact name, Attendees",
    ),
    Field("next_contact_on", "day", "Next contact", "下次联系", "下次联系时间, 下次跟进, 下次跟进时间, 下次拜访, Next contact on"),
    Field("place", "line", "Where", "地点", "场所, 拜访地点, 往来地点, Place, Location"),
    Field("needs", "text", "Needs heard", "客户需求", "需求, 提出的需求, 需求记录, Needs, Requirements"),
    Field("problems", "text", "Problems heard", "存在问题", "问题, 反映的问题, 问题记录, Problems, Issues"),
    Field("concession", "line", "Concession given", "给予优惠", "优惠, 让步, 优惠内容, Concession, Concessions"),
    *COSTS,
]
CREDIT = [
    Field("reviewed_on", "day", "Reviewed on", "调查日期", "资信调查日期, 评审日期, 审核日期, 日期, 授信日期, Date, Review date"),
    Field("credit_grade", "choice", "Credit grade", "信用等级", "信用级别, 资信等级, 等级, 评级, Grade, Rating"),
    Field(
        "limit", "amount", "Credit limit", "授信额度",
        "信用额度, 销售限额, 额度, 限额, 信用限额, 授信金额, Limit, Credit line",
    ),
    Field("terms", "choice", "Kind of payment terms", "结算方式", "付款方式, 账期类型, 付款条件, 结算条件, Terms, Payment terms"),
    Field(
        "payment_days", "whole", "Payment terms, days", "账期天数",
        "账期, 账期（天）, 付款天数, 信用天数, 信用期限, Payment days, Days, Credit days",
    ),
    Field("valid_until", "day", "Next review due", "有效期至", "下次调查日期, 下次评审日期, 到期日, 截止日期, 有效期, Valid until"),
    Field(
        "findings", "text", "Findings and reason", "调查结论",
        "调查情况, 理由, 结论, 评审意见, 审核意见, 备注, 说明, Findings, Reason, Remark",
    ),
]
# fmt: on
