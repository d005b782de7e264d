"""What stands in many company names and tells none from another: legal forms, lines of business, empty words."""


def words(text):
    return text.split()


# At the end of a name, once or several times; the longest fits first.
LEGAL_FORMS = words(
    "股份有限责任公司 股份有限公司 有限责任公司 有限公司 股份公司 集团公司 总公司 分公司 子公司 公司 集团 股份 有限 总部 总厂 分厂 "
    "办事处 代表处 分部 个体工商户 有限合伙 普通合伙 合伙企业 "
    "经营部 营业部"
)
LEGAL_WORDS = frozenset(
    words(
        "co company corp corporation inc incorporated ltd limited llc llp plc gmbh ag sa srl bv pte pty group "
        "holdings holding branch office the of and headquarters hq"
    )
)

# One line of business in the words of either language. Those at the end of a name are not what it is told by.
LINES = {
    "logistics": "物流 国际物流 供应链 供应链管理 仓储 物流园 现代物流 智慧物流 logistics scm warehousing",
    "transport": "运输 货运 汽运 陆运 联运 储运 车队 货物运输 道路运输 transport transportation trucking freight cargo",
    "forwarding": "货代 货运代理 国际货运 国际货运代理 报关 forwarding forwarders",
    "express": "快递 速递 快运 配送 速运 express delivery courier",
    "shipping": "航运 海运 船务 港口 港务 码头 shipping marine port lines",
    "technology": "技术 科技 高科 高新技术 信息 信息技术 信息科技 网络 网络科技 软件 数码 数据 智能 智能科技 "
    "technology technologies tech information network networks software digital data intelligent",
    "electronics": "电子 电子科技 半导体 微电子 光电 芯片 集成电路 电子商务 消费电子 electronics electronic semiconductor "
    "semiconductors optoelectronics",
    "telecom": "通信 通讯 电信 通信技术 telecom telecommunications communication communications",
    "trade": "贸易 商贸 进出口 国际贸易 经贸 工贸 商行 商社 商业 批发 trading trade import export commerce commercial",
    "manufacturing": "制造 实业 工业 机械 机电 设备 装备 重工 模具 五金 精密 自动化 仪器 仪表 工程机械 电气 机械设备 machinery "
    "machine industrial industry industries manufacturing equipment electric instruments automation",
    "automotive": "汽车 汽配 零部件 汽车零部件 汽车配件 车业 整车 auto automotive automobile parts motor motors",
    "energy": "能源 新能源 电池 电力 石油 石化 燃气 煤炭 光伏 energy battery batteries power petroleum solar",
    "chemicals": "化工 化学 材料 新材料 塑料 塑胶 橡胶 涂料 化学品 精细化工 生化 chemical chemicals materials plastics rubber",
    "metals": "钢铁 钢业 金属 有色金属 铝业 铜业 不锈钢 steel metal metals iron",
    "building": "建材 建设 建筑 工程 装饰 地产 房地产 置业 物业 陶瓷 玻璃 水泥 construction building materials engineering estate "
    "properties property",
    "food": "食品 饮料 食品饮料 餐饮 酒业 乳业 啤酒 茶业 粮油 农业 农产品 生鲜 冷链 食品工业 肉类 水产 牧业 生态农业 "
    "food foods beverage beverages agriculture agricultural fresh catering dairy brewery",
    "medicine": "医药 药业 制药 生物 生物科技 生物技术 生物医药 医疗 医疗器械 器械 健康 保健品 大药房 pharma pharmaceutical "
    "pharmaceuticals medical medicine health healthcare bio biotech devices",
    "clothing": "服饰 服装 纺织 针织 鞋业 皮革 制衣 羽绒 时装 clothing apparel garment garments textile textiles fashion",
    "household": "日化 日用品 化妆品 家居 家具 家电 电器 家用电器 家居用品 用品 玩具 文具 cosmetics furniture home appliances "
    "household toys",
    "retail": "零售 超市 百货 商场 连锁 电商 商城 retail supermarket store stores mall",
    "packaging": "包装 印刷 纸业 印务 包装制品 packaging printing paper",
    "media": "文化 传媒 广告 影视 传播 教育 旅游 文化传播 文化传媒 酒店 会展 culture media advertising education travel hotel",
    "finance": "金融 银行 保险 证券 基金 租赁 担保 财务 finance financial bank insurance securities leasing",
}
LINE_OF = {word: line for line, words in LINES.items() for word in words.split()}

# Between the brand and the line of business; they say nothing of either.
EMPTY_WORDS = frozenset(
    words(
        "国际 发展 企业 产业 控股 投资 管理 服务 咨询 企业管理 科技发展 实业发展 制品 产品 系统 中国 中华 全国 "
        "international development enterprise "
        "enterprises investment management service services consulting products systems system china chinese "
        "global world worldwide"
    )
)

# What stands in brackets and is no part of the name.
ASIDES = frozenset(words("中国 中华 总部 总公司 分公司 子公司 集团 分部 china prc branch group hk"))

# What may follow a place: 深圳市, 内蒙古自治区.
PLACE_ENDINGS = "省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区"
