"""Where the made-up customers are and what they make: provinces and cities by GB/T 2260, industries of 3PL customers."""

from customers.models import Industry, Region

# Code, name, English name, the branch that serves it.
PROVINCES = [
    ("110000", "北京市", "Beijing", "TJ"),
    ("120000", "天津市", "Tianjin", "TJ"),
    ("130000", "河北省", "Hebei", "TJ"),
    ("210000", "辽宁省", "Liaoning", "TJ"),
    ("310000", "上海市", "Shanghai", "SH"),
    ("320000", "江苏省", "Jiangsu", "SH"),
    ("330000", "浙江省", "Zhejiang", "SH"),
    ("340000", "安徽省", "Anhui", "SH"),
    ("350000", "福建省", "Fujian", "GZ"),
    ("370000", "山东省", "Shandong", "TJ"),
    ("410000", "河南省", "Henan", "CD"),
    ("420000", "湖北省", "Hubei", "CD"),
    ("430000", "湖南省", "Hunan", "GZ"),
    ("440000", "广东省", "Guangdong", "GZ"),
    ("450000", "广西壮族自治区", "Guangxi", "GZ"),
    ("500000", "重庆市", "Chongqing", "CD"),
    ("510000", "四川省", "Sichuan", "CD"),
    ("610000", "陕西省", "Shaanxi", "CD"),
]

# Code, name, English name, how many of a thousand customers sit there, postcode.
CITIES = [
    ("110000", "北京", "Beijing", 60, "100000"),
    ("120000", "天津", "Tianjin", 90, "300000"),
    ("130100", "石家庄", "Shijiazhuang", 12, "050000"),
    ("130200", "唐山", "Tangshan", 8, "063000"),
    ("210200", "大连", "Dalian", 25, "116000"),
    ("310000", "上海", "Shanghai", 190, "200000"),
    ("320100", "南京", "Nanjing", 25, "210000"),
    ("320200", "无锡", "Wuxi", 25, "214000"),
    ("320400", "常州", "Changzhou", 15, "213000"),
    ("320500", "苏州", "Suzhou", 55, "215000"),
    ("330100", "杭州", "Hangzhou", 30, "310000"),
    ("330200", "宁波", "Ningbo", 35, "315000"),
    ("330700", "金华", "Jinhua", 20, "321000"),
    ("340100", "合肥", "Hefei", 15, "230000"),
    ("350200", "厦门", "Xiamen", 20, "361000"),
    ("370200", "青岛", "Qingdao", 30, "266000"),
    ("410100", "郑州", "Zhengzhou", 12, "450000"),
    ("420100", "武汉", "Wuhan", 20, "430000"),
    ("430100", "长沙", "Changsha", 12, "410000"),
    ("440100", "广州", "Guangzhou", 85, "510000"),
    ("440300", "深圳", "Shenzhen", 60, "518000"),
    ("440600", "佛山", "Foshan", 25, "528000"),
    ("441900", "东莞", "Dongguan", 30, "523000"),
    ("450100", "南宁", "Nanning", 8, "530000"),
    ("500000", "重庆", "Chongqing", 35, "400000"),
    ("510100", "成都", "Chengdu", 45, "610000"),
    ("610100", "西安", "Xi'an", 13, "710000"),
]

# Code, name, English name, and for the lines below a branch: words of company names with their English.
INDUSTRIES = [
    ("C", "制造业", "Manufacturing", None, []),
    ("C13", "食品饮料", "Food and beverages", "C", [("食品", "Foods"), ("饮料", "Beverage"), ("乳业", "Dairy")]),
    ("C17", "纺织服装", "Textiles and clothing", "C", [("纺织", "Textile"), ("服饰", "Apparel"), ("鞋业", "Footwear")]),
    ("C26", "化工", "Chemicals", "C", [("化工", "Chemical"), ("新材料", "New Materials"), ("涂料", "Coatings")]),
    ("C27", "医药", "Pharmaceuticals", "C", [("医药", "Pharmaceutical"), ("医疗器械", "Medical Devices")]),
    (
        "C34",
        "机械设备",
        "Machinery",
        "C",
        [("机械", "Machinery"), ("精密机械", "Precision Machinery"), ("重工", "Heavy Industry")],
    ),
    ("C36", "汽车及零部件", "Automotive", "C", [("汽车零部件", "Auto Parts"), ("汽车电子", "Automotive Electronics")]),
    (
        "C38",
        "家用电器",
        "Household appliances",
        "C",
        [("电器", "Electric"), ("家电", "Appliances"), ("照明", "Lighting")],
    ),
    (
        "C39",
        "电子信息",
        "Electronics",
        "C",
        [("电子", "Electronics"), ("半导体", "Semiconductor"), ("光电", "Optoelectronics")],
    ),
    (
        "C21",
        "家具建材",
        "Furniture and building materials",
        "C",
        [("家具", "Furniture"), ("建材", "Building Materials")],
    ),
    ("F", "批发零售", "Wholesale and retail", None, []),
    (
        "F51",
        "贸易",
        "Trade",
        "F",
        [("国际贸易", "International Trading"), ("进出口", "Import & Export"), ("商贸", "Trading")],
    ),
    ("F52", "零售连锁", "Retail chains", "F", [("超市连锁", "Supermarkets"), ("百货", "Department Stores")]),
    ("F529", "电子商务", "E-commerce", "F", [("电子商务", "E-commerce"), ("跨境电商", "Cross-border E-commerce")]),
    ("G", "物流货代", "Logistics and forwarding", None, []),
    (
        "G58",
        "货运代理",
        "Freight forwarding",
        "G",
        [("国际货运代理", "Freight Forwarding"), ("物流", "Logistics"), ("供应链管理", "Supply Chain")],
    ),
]


def create_catalogue():
    """Regions and industries that are not there yet."""
    for code, name, name_en, _branch in PROVINCES:
        Region.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en})
    provinces = {region.code: region for region in Region.objects.filter(code__endswith="0000")}
    for code, name, name_en, _weight, _postcode in CITIES:
        above = provinces[f"{code[:2]}0000"]
        Region.objects.get_or_create(code=code, defaults={"name": f"{name}市", "name_en": name_en, "parent": above})
    for code, name, name_en, above, _words in INDUSTRIES:
        parent = Industry.objects.filter(code=above).first()
        Industry.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en, "parent": parent})


def branch_of(region_code):
    """The code of the branch that serves a region."""
    return next(branch for code, _name, _name_en, branch in PROVINCES if code[:2] == region_code[:2])
