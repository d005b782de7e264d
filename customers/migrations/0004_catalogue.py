"""The catalogues that a new company starts with: provinces and main cities (codes of GB/T 2260), and industries."""

from django.db import migrations

# Province, then its cities by the third and fourth digit of their code.
REGIONS = """
11 北京 Beijing
12 天津 Tianjin
13 河北 Hebei | 01 石家庄 Shijiazhuang, 02 唐山 Tangshan, 03 秦皇岛 Qinhuangdao, 04 邯郸 Handan, 06 保定 Baoding, 09 沧州 Cangzhou, 10 廊坊 Langfang
14 山西 Shanxi | 01 太原 Taiyuan, 02 大同 Datong
15 内蒙古 Inner Mongolia | 01 呼和浩特 Hohhot, 02 包头 Baotou, 06 鄂尔多斯 Ordos
21 辽宁 Liaoning | 01 沈阳 Shenyang, 02 大连 Dalian, 03 鞍山 Anshan, 07 锦州 Jinzhou, 08 营口 Yingkou
22 吉林 Jilin | 01 长春 Changchun, 02 吉林市 Jilin City
23 黑龙江 Heilongjiang | 01 哈尔滨 Harbin, 06 大庆 Daqing
31 上海 Shanghai
32 江苏 Jiangsu | 01 南京 Nanjing, 02 无锡 Wuxi, 03 徐州 Xuzhou, 04 常州 Changzhou, 05 苏州 Suzhou, 06 南通 Nantong, 07 连云港 Lianyungang, 09 盐城 Yancheng, 10 扬州 Yangzhou, 11 镇江 Zhenjiang, 12 泰州 Taizhou (Jiangsu)
33 浙江 Zhejiang | 01 杭州 Hangzhou, 02 宁波 Ningbo, 03 温州 Wenzhou, 04 嘉兴 Jiaxing, 05 湖州 Huzhou, 06 绍兴 Shaoxing, 07 金华 Jinhua, 09 舟山 Zhoushan, 10 台州 Taizhou (Zhejiang)
34 安徽 Anhui | 01 合肥 Hefei, 02 芜湖 Wuhu, 03 蚌埠 Bengbu, 05 马鞍山 Ma'anshan
35 福建 Fujian | 01 福州 Fuzhou, 02 厦门 Xiamen, 03 莆田 Putian, 05 泉州 Quanzhou, 06 漳州 Zhangzhou, 09 宁德 Ningde
36 江西 Jiangxi | 01 南昌 Nanchang, 04 九江 Jiujiang, 07 赣州 Ganzhou
37 山东 Shandong | 01 济南 Jinan, 02 青岛 Qingdao, 03 淄博 Zibo, 06 烟台 Yantai, 07 潍坊 Weifang, 08 济宁 Jining, 10 威海 Weihai, 11 日照 Rizhao, 13 临沂 Linyi
41 河南 Henan | 01 郑州 Zhengzhou, 02 开封 Kaifeng, 03 洛阳 Luoyang
42 湖北 Hubei | 01 武汉 Wuhan, 02 黄石 Huangshi, 05 宜昌 Yichang, 06 襄阳 Xiangyang, 10 荆州 Jingzhou
43 湖南 Hunan | 01 长沙 Changsha, 02 株洲 Zhuzhou, 04 衡阳 Hengyang, 06 岳阳 Yueyang
44 广东 Guangdong | 01 广州 Guangzhou, 02 韶关 Shaoguan, 03 深圳 Shenzhen, 04 珠海 Zhuhai, 05 汕头 Shantou, 06 佛山 Foshan, 07 江门 Jiangmen, 08 湛江 Zhanjiang, 09 茂名 Maoming, 12 肇庆 Zhaoqing, 13 惠州 Huizhou, 19 东莞 Dongguan, 20 中山 Zhongshan
45 广西 Guangxi | 01 南宁 Nanning, 02 柳州 Liuzhou, 03 桂林 Guilin, 05 北海 Beihai, 06 防城港 Fangchenggang, 07 钦州 Qinzhou
46 海南 Hainan | 01 海口 Haikou, 02 三亚 Sanya
50 重庆 Chongqing
51 四川 Sichuan | 01 成都 Chengdu, 05 泸州 Luzhou, 06 德阳 Deyang, 07 绵阳 Mianyang, 15 宜宾 Yibin
52 贵州 Guizhou | 01 贵阳 Guiyang, 03 遵义 Zunyi
53 云南 Yunnan | 01 昆明 Kunming, 03 曲靖 Qujing
54 西藏 Tibet | 01 拉萨 Lhasa
61 陕西 Shaanxi | 01 西安 Xi'an, 03 宝鸡 Baoji, 04 咸阳 Xianyang
62 甘肃 Gansu | 01 兰州 Lanzhou
63 青海 Qinghai | 01 西宁 Xining
64 宁夏 Ningxia | 01 银川 Yinchuan
65 新疆 Xinjiang | 01 乌鲁木齐 Urumqi, 02 克拉玛依 Karamay
71 台湾 Taiwan
81 香港 Hong Kong
82 澳门 Macao
"""

INDUSTRIES = """
10 电子与通信 Electronics and telecommunications | 01 消费电子 Consumer electronics, 02 半导体 Semiconductors, 03 通信设备 Telecommunications equipment
20 汽车 Automotive | 01 整车制造 Vehicle manufacturing, 02 汽车零部件 Auto parts, 03 新能源与电池 New energy and batteries
30 机械与设备 Machinery and equipment | 01 工程机械 Construction machinery, 02 电气设备 Electrical equipment, 03 仪器仪表 Instruments
40 化工与材料 Chemicals and materials | 01 基础化工 Basic chemicals, 02 危险化学品 Dangerous chemicals, 03 塑料与橡胶 Plastics and rubber, 04 钢铁与有色金属 Steel and non-ferrous metals, 05 建材 Building materials
50 食品与农产品 Food and agriculture | 01 食品饮料 Food and beverages, 02 冷链生鲜 Fresh and cold chain, 03 粮油与农产品 Grain, oil and farm produce
60 医药健康 Medicine and health | 01 药品 Pharmaceuticals, 02 医疗器械 Medical devices
70 服装与日用品 Clothing and daily goods | 01 纺织服装 Textiles and clothing, 02 日化与化妆品 Daily chemicals and cosmetics, 03 家居家具 Home and furniture, 04 家用电器 Household appliances
80 商贸与零售 Trade and retail | 01 电子商务 E-commerce, 02 连锁零售 Chain retail, 03 批发与进出口 Wholesale, import and export
90 物流与运输 Logistics and transport | 01 货运代理 Freight forwarding, 02 快递快运 Express delivery, 03 航运与港口 Shipping and ports
95 其他 Other | 01 能源 Energy, 02 会展与项目物流 Exhibitions and project cargo, 03 公共服务 Public services
"""


def tree(text, tail=""):
    """(code, name, English name, code of the parent) of each entry; a comma within an English name is none of ours."""
    for line in text.strip().splitlines():
        top, _bar, below = line.partition(" | ")
        code, name, english = top.split(" ", 2)
        parent = code + tail + ("00" if tail else "")
        yield parent, name, english, None
        for entry in split_entries(below):
            part, name, english = entry.split(" ", 2)
            yield code + part + tail, name, english, parent


def split_entries(text):
    """Entries begin with two digits; other commas belong to a name."""
    entries = []
    for piece in text.split(", ") if text else []:
        if piece[:2].isdigit():
            entries.append(piece)
        else:
            entries[-1] += ", " + piece
    return entries


def fill(apps, schema_editor):
    for name, entries in (("Region", tree(REGIONS, tail="00")), ("Industry", tree(INDUSTRIES))):
        model = apps.get_model("customers", name)
        ids = {}
        for code, chinese, english, parent in entries:
            values = {"name": chinese, "name_en": english, "parent_id": ids.get(parent)}
            ids[code] = model.objects.get_or_create(code=code, defaults=values)[0].pk


def empty(apps, schema_editor):
    for name, entries in (("Region", tree(REGIONS, tail="00")), ("Industry", tree(INDUSTRIES))):
        codes = [code for code, *_rest in entries]
        model = apps.get_model("customers", name)
        model.objects.filter(code__in=codes, parent__isnull=False).delete()
        model.objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_search")]

    operations = [migrations.RunPython(fill, empty)]
