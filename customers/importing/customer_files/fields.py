"""The fields of a customer and its first contact that a file can fill, as data: key, kind, names in both languages."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Field:
    """`kind` says how a cell is cleaned (cells.py); `synonyms` are what companies write above such a column."""

    key: str
    kind: str
    english: str
    chinese: str
    synonyms: str

    @property
    def label(self):
        return self.english if (get_language() or "").startswith("en") else self.chinese

    @property
    def names(self):
        return [self.key, self.english, self.chinese, *self.synonyms.split(", ")]


# A table: one field per entry, however long its synonyms.
# fmt: off
FIELDS = [
    Field(
        "code", "code", "Customer code", "客户编码",
        "客户编号, 客户代码, 客户号, 编码, 编号, 代码, 公司编号, 客户ID, 会员编号, Customer no, Customer number, "
        "Customer ID, Account no, Account number, Client code, Client ID, No",
    ),
    Field(
        "name", "name", "Customer name", "客户名称",
        "公司名称, 单位名称, 企业名称, 公司全称, 客户全称, 单位全称, 全称, 名称, 公司, 单位, 客户, 公司名, "
        "客户名, 客户单位, 公司中文名称, 客户名称中文, 中文名称, 开票名称, 发票抬头, 开票抬头, 货主名称, Name, "
        "Full name, Company, Customer, Company name, Client name, Account name, Legal name, Chinese name",
    ),
    Field(
        "short_name", "name", "Short name", "简称",
        "客户简称, 公司简称, 单位简称, 企业简称, 中文简称, Abbreviation, Customer short name, Company short name",
    ),
    Field(
        "english_name", "name", "English name", "英文名",
        "英文名称, 公司英文名, 公司英文名称, 客户英文名, 客户英文名称, 英文全称, 客户名称英文, Name English, "
        "Name EN, Company name English, Customer name English",
    ),
    Field(
        "aliases", "list", "Aliases", "别名",
        "曾用名, 又名, 其他名称, 曾用名称, 原名, 别名及曾用名, 别名曾用名, Alias, Former name, Former names, "
        "Other names, Also known as, Aliases and former names",
    ),
    Field(
        "credit_code", "credit_code", "Unified social credit code", "统一社会信用代码",
        "社会信用代码, 信用代码, 统一信用代码, 税号, 纳税人识别号, 纳税识别号, 税务登记号, 企业税号, "
        "统一社会信用代码税号, 营业执照号, 营业执照号码, Credit code, Social credit code, USCC, Tax ID, "
        "Tax number, Tax no, Taxpayer ID",
    ),
    Field(
        "customer_type", "choice", "Customer type", "客户类型",
        "类型, 客户类别, 类别, 客户性质, 企业类型, 单位类型, 客户分类, Type, Category, Company type",
    ),
    Field(
        "industry", "choice", "Industry", "行业",
        "所属行业, 行业类别, 行业分类, 客户行业, 所在行业, 行业类型, Sector, Line of business",
    ),
    Field(
        "region", "choice", "Region", "地区",
        "省市, 区域, 所在地区, 所属地区, 省份城市, 所在地, 所在省市, 客户地区, 所属区域, Area, "
        "Province and city, Location",
    ),
    Field(
        "province", "choice", "Province", "省份",
        "省, 所在省, 所在省份, 省级, 所属省份, State",
    ),
    Field(
        "city", "choice", "City", "城市",
        "市, 所在市, 所在城市, 地级市, 所属城市, Town",
    ),
    Field(
        "size", "choice", "Size", "规模",
        "企业规模, 公司规模, 客户规模, 单位规模, 规模类型, Company size, Scale",
    ),
    Field(
        "parent", "code", "Parent group", "上级客户",
        "上级客户编码, 上级客户代码, 所属集团, 母公司, 集团客户, 上级单位, 上级公司, 总公司, 集团编码, "
        "所属集团编码, Parent, Parent code, Parent company, Parent customer, Group",
    ),
    Field(
        "website", "website", "Website", "网址",
        "网站, 公司网址, 官网, 主页, 公司网站, 企业网站, Web site, Web, URL, Homepage",
    ),
    Field(
        "source", "choice", "Source", "来源",
        "客户来源, 信息来源, 来源渠道, 获客渠道, Customer source, Lead source, Origin",
    ),
    Field(
        "owner", "line", "Account manager", "客户经理",
        "业务员, 销售, 销售员, 负责人, 业务经理, 销售经理, 跟单员, 归属人, 所属业务员, 所属销售, 业务负责人, "
        "销售代表, Owner, Sales, Salesperson, Sales rep, Manager, Sales manager",
    ),
    Field(
        "salesperson_code", "code", "Salesperson code", "业务员代码",
        "业务员编码, 业务员编号, 业务员工号, 销售员代码, 销售员编号, 销售代码, 业务代码, Salesperson no, "
        "Sales code, Sales rep code",
    ),
    Field(
        "commission_code", "code", "Commission code", "佣金码",
        "佣金代码, 佣金编码, 佣金编号, 提成代码, Commission no",
    ),
    Field(
        "lifecycle", "choice", "Lifecycle", "客户状态",
        "状态, 生命周期, 客户阶段, 合作状态, 客户生命周期, Status, Customer status, Stage, Lifecycle stage",
    ),
    Field(
        "lost_reason", "line", "Reason of loss", "流失原因",
        "流失理由, 丢失原因, 终止合作原因, Lost reason, Churn reason",
    ),
    Field(
        "lost_to", "line", "Lost to competitor", "流失去向",
        "流失至, 竞争对手, 转向对手, 抢走的对手, Lost to, Competitor",
    ),
    Field(
        "grade", "choice", "Grade", "客户等级",
        "等级, 级别, 客户级别, 客户分级, 客户评级, Customer grade, Level, Rank, Class",
    ),
    Field(
        "taxpayer_kind", "choice", "Taxpayer kind", "纳税人类型",
        "纳税人类别, 纳税人资格, 纳税人性质, 纳税类型, 纳税人资质, 纳税人身份, Taxpayer type, Tax status, "
        "VAT status",
    ),
    Field(
        "tax_rate", "tax_rate", "Tax rate", "税率",
        "开票税率, 增值税率, 增值税税率, 适用税率, VAT rate, VAT, Tax",
    ),
    Field(
        "bank", "line", "Bank", "开户行",
        "开户银行, 银行, 银行名称, 开户行名称, 开户支行, 开户银行名称, Bank name, Bank branch",
    ),
    Field(
        "bank_account", "account", "Bank account", "银行账号",
        "银行帐号, 账号, 帐号, 银行账户, 银行帐户, 开户账号, 开户帐号, 对公账号, 开户行账号, 银行卡号, Account, "
        "Bank account no, Bank account number, IBAN",
    ),
    Field(
        "address", "line", "Registered address", "注册地址",
        "地址, 公司地址, 客户地址, 单位地址, 办公地址, 通讯地址, 联系地址, 详细地址, 注册地, 营业地址, 经营地址, "
        "企业地址, Address, Company address, Office address, Street address, Business address",
    ),
    Field(
        "delivery_address", "line", "Delivery address", "交货地",
        "交货地址, 收货地址, 送货地址, 收货地, 发货地址, 提货地址, 到货地址, Ship to, Shipping address, Delivery",
    ),
    Field(
        "invoice_address", "line", "Invoice address", "发票寄往地",
        "发票寄送地址, 寄票地址, 发票地址, 发票邮寄地址, 开票地址, 发票寄往地址, 账单地址, 收票地址, "
        "Billing address, Bill to",
    ),
    Field(
        "postcode", "postcode", "Postcode", "邮编",
        "邮政编码, 邮政编号, 邮码, Postal code, Zip, Zip code, Post code",
    ),
    Field(
        "contact_name", "name", "Contact", "联系人",
        "联系人姓名, 姓名, 首要联系人, 主要联系人, 第一联系人, 联络人, 客户联系人, 对接人, 主联系人, "
        "Contact name, Contact person, First contact, Primary contact, Attention",
    ),
    Field(
        "contact_title", "line", "Title", "职务",
        "职位, 联系人职务, 联系人职位, 岗位, 头衔, 职称, Job title, Position, Contact title",
    ),
    Field(
        "contact_mobile", "mobile", "Mobile", "手机",
        "手机号, 手机号码, 移动电话, 联系人手机, 联系人手机号, 联系手机, 联系人手机号码, 手机电话, Mobile phone, "
        "Mobile no, Mobile number, Cell, Cell phone, Cellphone, Contact mobile",
    ),
    Field(
        "contact_phone", "phone", "Phone", "电话",
        "联系电话, 固定电话, 座机, 固话, 电话号码, 办公电话, 联系方式, 联系人电话, 公司电话, 单位电话, 客户电话, "
        "Telephone, Tel, Phone no, Phone number, Telephone number, Landline, Office phone, Contact phone",
    ),
    Field(
        "contact_email", "email", "E-mail", "邮箱",
        "电子邮箱, 电子邮件, 邮件, 邮箱地址, 联系人邮箱, 电子邮箱地址, 邮件地址, Email, Mail, E-mail address, "
        "Contact e-mail",
    ),
    Field(
        "contact_wechat", "code", "WeChat", "微信",
        "微信号, 联系人微信, 微信号码, 联系人微信号, Weixin, WeChat ID, Contact WeChat",
    ),
    Field(
        "contact_birthday", "birthday", "Birthday", "生日",
        "出生日期, 联系人生日, 出生年月日, Date of birth, Birth date, DOB",
    ),
    Field(
        "remark", "text", "Remark", "备注",
        "说明, 附注, 客户备注, 备注信息, 备注说明, Remarks, Note, Notes, Comment, Comments",
    ),
]

# fmt: on
FIELDS_BY_KEY = {field.key: field for field in FIELDS}
