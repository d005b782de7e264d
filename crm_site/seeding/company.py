"""The demo company: a head office, four branches and everybody who works there, with the posts they hold."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import Value
from django.db.models.functions import Concat

from people.models import Department, Role, User

PASSWORD = "guanxi-demo"  # noqa: S105 - said on the login page of a trial system
MAIL_DOMAIN = "guanxi.example"

Kind = Department.Kind

HEAD_OFFICE = "HQ"
DESK = "HQ-CS"

# Code, name, English name, kind, the unit above.
DEPARTMENTS = [
    (HEAD_OFFICE, "总部", "Head office", Kind.HEAD_OFFICE, None),
    (DESK, "客服中心", "Customer service centre", Kind.DEPARTMENT, "HQ"),
    ("HQ-CR", "客户关系部", "Customer relations", Kind.DEPARTMENT, "HQ"),
    ("HQ-FI", "财务部", "Finance", Kind.DEPARTMENT, "HQ"),
    ("HQ-IT", "信息技术部", "Information technology", Kind.DEPARTMENT, "HQ"),
    ("SH", "上海分公司", "Shanghai branch", Kind.BRANCH, "HQ"),
    ("SH-S", "上海销售部", "Shanghai sales", Kind.DEPARTMENT, "SH"),
    ("SH-O", "上海操作部", "Shanghai operations", Kind.DEPARTMENT, "SH"),
    ("SH-W", "上海仓储部", "Shanghai warehouse", Kind.DEPARTMENT, "SH"),
    ("SH-D", "上海单证部", "Shanghai documents", Kind.DEPARTMENT, "SH"),
    ("GZ", "广州分公司", "Guangzhou branch", Kind.BRANCH, "HQ"),
    ("GZ-S", "广州销售部", "Guangzhou sales", Kind.DEPARTMENT, "GZ"),
    ("GZ-O", "广州操作部", "Guangzhou operations", Kind.DEPARTMENT, "GZ"),
    ("GZ-W", "广州仓储部", "Guangzhou warehouse", Kind.DEPARTMENT, "GZ"),
    ("TJ", "天津分公司", "Tianjin branch", Kind.BRANCH, "HQ"),
    ("TJ-S", "天津销售部", "Tianjin sales", Kind.DEPARTMENT, "TJ"),
    ("TJ-O", "天津操作部", "Tianjin operations", Kind.DEPARTMENT, "TJ"),
    ("TJ-D", "天津报关部", "Tianjin customs declaration", Kind.DEPARTMENT, "TJ"),
    ("CD", "成都分公司", "Chengdu branch", Kind.BRANCH, "HQ"),
    ("CD-S", "成都销售部", "Chengdu sales", Kind.DEPARTMENT, "CD"),
    ("CD-O", "成都操作部", "Chengdu operations", Kind.DEPARTMENT, "CD"),
]


@dataclass(frozen=True)
class Person:
    """`heads` and `leads` name the units whose head and supervising leader the person is; those below inherit."""

    login: str
    name: str
    role: Role
    department: str
    post: str
    heads: str = ""
    leads: str = ""


PEOPLE = [
    Person("director", "沈国栋", Role.SUPERVISOR, "HQ", "总经理", heads="HQ", leads="HQ"),
    Person("admin", "罗志远", Role.ADMINISTRATOR, "HQ-IT", "系统管理员", heads="HQ-IT"),
    Person("analyst", "林若曦", Role.ANALYST, "HQ-CR", "客户关系专员"),
    Person("zhou.yaqin", "周雅琴", Role.ANALYST, "HQ-CR", "客户关系部经理", heads="HQ-CR"),
    Person("desk", "许文静", Role.DESK, DESK, "投诉受理专员"),
    Person("sun.lina", "孙丽娜", Role.DESK, DESK, "投诉受理专员"),
    Person("peng.jia", "彭嘉", Role.DESK, DESK, "客服中心主任", heads=DESK),
    Person("gu.ming", "顾明", Role.HANDLER, "HQ-FI", "财务部经理", heads="HQ-FI"),
    Person("supervisor", "陈建华", Role.SUPERVISOR, "SH", "上海分公司总经理", heads="SH", leads="SH"),
    Person("manager", "王晓梅", Role.ACCOUNT_MANAGER, "SH-S", "客户经理"),
    Person("li.junjie", "李俊杰", Role.ACCOUNT_MANAGER, "SH-S", "高级客户经理"),
    Person("handler", "张伟", Role.HANDLER, "SH-O", "运输操作主管"),
    Person("liu.zhiqiang", "刘志强", Role.HANDLER, "SH-O", "操作部经理", heads="SH-O"),
    Person("he.jun", "何军", Role.HANDLER, "SH-W", "仓储部经理", heads="SH-W"),
    Person("wu.xiulan", "吴秀兰", Role.HANDLER, "SH-D", "单证部经理", heads="SH-D"),
    Person("huang.zhiming", "黄志明", Role.SUPERVISOR, "GZ", "广州分公司总经理", heads="GZ", leads="GZ"),
    Person("colleague", "梁雪莹", Role.ACCOUNT_MANAGER, "GZ-S", "客户经理"),
    Person("deng.haoran", "邓浩然", Role.ACCOUNT_MANAGER, "GZ-S", "客户经理"),
    Person("mai.yongkang", "麦永康", Role.HANDLER, "GZ-O", "操作部经理", heads="GZ-O"),
    Person("feng.weixiong", "冯伟雄", Role.HANDLER, "GZ-W", "仓储部经理", heads="GZ-W"),
    Person("ma.zhendong", "马振东", Role.SUPERVISOR, "TJ", "天津分公司总经理", heads="TJ", leads="TJ"),
    Person("zhao.lei", "赵磊", Role.ACCOUNT_MANAGER, "TJ-S", "客户经理"),
    Person("gao.peng", "高鹏", Role.HANDLER, "TJ-O", "操作部经理", heads="TJ-O"),
    Person("tian.jing", "田静", Role.HANDLER, "TJ-D", "报关部经理", heads="TJ-D"),
    Person("jiang.xuewen", "蒋学文", Role.SUPERVISOR, "CD", "成都分公司总经理", heads="CD", leads="CD"),
    Person("tang.yuwei", "唐雨薇", Role.ACCOUNT_MANAGER, "CD-S", "客户经理"),
    Person("tan.yong", "谭勇", Role.HANDLER, "CD-O", "操作部经理", heads="CD-O"),
]


def found_company(at):
    """Create departments and people, and give the posts to their holders; all have the one demo password."""
    departments = {}
    for code, name, name_en, kind, above in DEPARTMENTS:
        departments[code] = Department.objects.create(
            code=code, name=name, name_en=name_en, kind=kind, parent=departments.get(above)
        )
    # Hashing is slow on purpose; one hash serves all.
    password = make_password(PASSWORD)
    for number, person in enumerate(PEOPLE):
        user = User.objects.create(
            username=person.login,
            name=person.name,
            role=person.role,
            department=departments[person.department],
            post=person.post,
            mobile=f"1390000{number + 1:04}",
            password=password,
            date_joined=at,
            is_staff=person.role in (Role.ANALYST, Role.ADMINISTRATOR),
            is_superuser=person.role == Role.ADMINISTRATOR,
        )
        _give_posts(user, person, departments)


def give_mail_addresses():
    """Everybody gets one only when the past has been played, so that nobody is mailed about it."""
    User.objects.filter(email="").update(email=Concat("username", Value(f"@{MAIL_DOMAIN}")))


def _give_posts(user, person, departments):
    if person.heads:
        departments[person.heads].head = user
        departments[person.heads].save(update_fields=["head"])
    if person.leads:
        departments[person.leads].supervising_leader = user
        departments[person.leads].save(update_fields=["supervising_leader"])
