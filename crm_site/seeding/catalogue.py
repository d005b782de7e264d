"""Where the made-up customers are and what they make, in the terms of the catalogues that every installation has."""

from typing import NamedTuple

from customers.models import Customer

Type = Customer.Type


class City(NamedTuple):
    """`share`: how many of a thousand customers sit there; `branch` serves them."""

    code: str
    name: str
    name_en: str
    share: int
    postcode: str
    branch: str


class Line(NamedTuple):
    """A word of company names, its English, and the industry and type of customer that it tells."""

    industry: str
    word: str
    word_en: str
    customer_type: Type = Type.MANUFACTURER


CITIES = [
    City("110000", "北京", "Beijing", 60, "100000", "TJ"),
    City("120000", "天津", "Tianjin", 90, "300000", "TJ"),
    City("130100", "石家庄", "Shijiazhuang", 12, "050000", "TJ"),
    City("130200", "唐山", "Tangshan", 8, "063000", "TJ"),
    City("210200", "大连", "Dalian", 25, "116000", "TJ"),
    City("310000", "上海", "Shanghai", 190, "200000", "SH"),
    City("320100", "南京", "Nanjing", 25, "210000", "SH"),
    City("320200", "无锡", "Wuxi", 25, "214000", "SH"),
    City("320400", "常州", "Changzhou", 15, "213000", "SH"),
    City("320500", "苏州", "Suzhou", 55, "215000", "SH"),
    City("330100", "杭州", "Hangzhou", 30, "310000", "SH"),
    City("330200", "宁波", "Ningbo", 35, "315000", "SH"),
    City("330700", "金华", "Jinhua", 20, "321000", "SH"),
    City("340100", "合肥", "Hefei", 15, "230000", "SH"),
    City("350200", "厦门", "Xiamen", 20, "361000", "GZ"),
    City("370200", "青岛", "Qingdao", 30, "266000", "TJ"),
    City("410100", "郑州", "Zhengzhou", 12, "450000", "CD"),
    City("420100", "武汉", "Wuhan", 20, "430000", "CD"),
    City("430100", "长沙", "Changsha", 12, "410000", "GZ"),
    City("440100", "广州", "Guangzhou", 85, "510000", "GZ"),
    City("440300", "深圳", "Shenzhen", 60, "518000", "GZ"),
    City("440600", "佛山", "Foshan", 25, "528000", "GZ"),
    City("441900", "东莞", "Dongguan", 30, "523000", "GZ"),
    City("450100", "南宁", "Nanning", 8, "530000", "GZ"),
    City("500000", "重庆", "Chongqing", 35, "400000", "CD"),
    City("510100", "成都", "Chengdu", 45, "610000", "CD"),
    City("610100", "西安", "Xi'an", 13, "710000", "CD"),
]

LINES = [
    Line("1001", "电子", "Electronics"),
    Line("1001", "数码科技", "Digital"),
    Line("1002", "半导体", "Semiconductor"),
    Line("1002", "光电", "Optoelectronics"),
    Line("1003", "通信设备", "Telecommunications"),
    Line("2002", "汽车零部件", "Auto Parts"),
    Line("2002", "汽车电子", "Automotive Electronics"),
    Line("2003", "新能源", "New Energy"),
    Line("3001", "重工", "Heavy Industry"),
    Line("3001", "机械", "Machinery"),
    Line("3002", "电气", "Electric"),
    Line("3003", "仪器仪表", "Instruments"),
    Line("4001", "化工", "Chemical"),
    Line("4003", "塑胶", "Plastics"),
    Line("4004", "金属材料", "Metal Materials"),
    Line("4005", "建材", "Building Materials"),
    Line("5001", "食品", "Foods"),
    Line("5001", "饮料", "Beverage"),
    Line("5002", "冷链食品", "Cold Chain Foods"),
    Line("6001", "医药", "Pharmaceutical"),
    Line("6002", "医疗器械", "Medical Devices"),
    Line("7001", "纺织", "Textile"),
    Line("7001", "服饰", "Apparel"),
    Line("7002", "化妆品", "Cosmetics"),
    Line("7003", "家具", "Furniture"),
    Line("7004", "电器", "Appliances"),
    Line("8001", "电子商务", "E-commerce", Type.ECOMMERCE),
    Line("8001", "跨境电商", "Cross-border E-commerce", Type.ECOMMERCE),
    Line("8002", "超市连锁", "Supermarkets", Type.RETAILER),
    Line("8002", "百货", "Department Stores", Type.RETAILER),
    Line("8003", "国际贸易", "International Trading", Type.TRADER),
    Line("8003", "进出口", "Import & Export", Type.TRADER),
    Line("9001", "国际货运代理", "Freight Forwarding", Type.FORWARDER),
    Line("9002", "速运", "Express", Type.AGENT),
]
