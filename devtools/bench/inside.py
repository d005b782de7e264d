"""Measurements inside Django, on the database of one size; prints JSON.

python -m devtools.bench.inside fill | facts | searches | valuation | work ROWS CLOCKS | export | visits | survey | duplicates
"""

import json
import statistics
import sys
import time
from datetime import timedelta

import django

from devtools.bench.clocks import measure_clocks
from devtools.bench.exporting import measure_export
from devtools.bench.filling import LONG, fill
from devtools.bench.surveying import measure_survey
from devtools.bench.visiting import measure_visits


def facts():
    """Ids and words that the pages are asked with, the same for the same seed."""
    from complaints.models import Complaint
    from customers.models import Customer
    from people.models import User

    manager = User.objects.get(username="manager")
    customers = Customer.objects.order_by("code")
    return {
        "customer": spread(customers),
        "own": spread(customers.filter(owner=manager)),
        "complaint": spread(Complaint.objects.order_by("id")),
        "owner": spread(User.objects.filter(customers__isnull=False).distinct().order_by("id")),
        "long": [Customer.objects.get(code=LONG).pk],
        "deep": spread(Customer.objects.get(code=LONG).activities.order_by("-at")),
        "two": ["远洋", "华瑞", "宏达", "金源", "嘉和", "海川", "泰安", "信诚", "佳美", "科创"],
    }


def spread(queryset, size=40):
    """Ids from the whole of a queryset at equal distances."""
    ids = list(queryset.values_list("id", flat=True))
    return ids[:: max(1, len(ids) // size)][:size]


SEARCHES = {
    "two characters": ["远洋", "华瑞", "宏达", "金源", "嘉和"],
    "four characters": ["远洋食品", "华瑞电子", "宏达机械", "金源医药", "嘉和服饰"],
    "initials": ["shyy", "gzhr", "tjhd", "cdjy", "bjjh"],
    "pinyin": ["yuanyang", "huarui", "hongda", "jinyuan", "jiahe"],
    "end of a mobile": ["1234", "8080", "6688", "9527", "2046"],
    "two frequent words": ["上海 电子", "广州 服饰", "天津 机械", "深圳 贸易", "苏州 食品"],
}


def searches(rounds=20):
    """Milliseconds until the database has given the first 25 of those found, for an analyst: {kind: [p50, p95]}."""
    from customers.models import Customer

    found = {}
    for kind, texts in SEARCHES.items():
        queries = [Customer.objects.search(text).order_by("-updated_at", "-id")[:25] for text in texts]
        for query in queries:
            list(query.all())
        found[kind] = percentiles([milliseconds(query) for _round in range(rounds) for query in queries])
    return found


def milliseconds(query):
    start = time.perf_counter()
    list(query.all())
    return (time.perf_counter() - start) * 1000


def percentiles(values):
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return [round(statistics.median(values), 2), round(cuts[18], 2)]


def work(rows, clocks):
    """Import with history, an export, scans, calendar arithmetic, the rule run of visits, the results of a survey."""
    return {
        "import": measure_import(int(rows)),
        "export": measure_export(),
        "scan": measure_clocks(int(clocks)),
        "calendar": measure_calendar(),
        "visits": measure_visits(),
        "survey": measure_survey(),
        "duplicates": measure_duplicates(),
    }


def valuation():
    """Seconds to value all customers: the first time, with the grades that change, and once more."""
    from django.utils import timezone

    from customers.models import MonthlyFigure

    first, counts = measure_valuation(timezone.now())
    again, _none = measure_valuation(timezone.now())
    figures = MonthlyFigure.objects.count()
    return {"customers": counts["valued"], "regraded": counts["regraded"], "figures": figures} | {
        "seconds": first,
        "again": again,
    }


def measure_valuation(at):
    from customers.models import ValuationRun
    from customers.valuing import value

    run = ValuationRun.prepare(None, at)
    start = time.perf_counter()
    counts = value(run.pk, at)
    return round(time.perf_counter() - start, 2), counts


def measure_duplicates():
    """Seconds to compare all files, the first time and once more."""
    from django.utils import timezone

    from customers.duplicates.scanning import scan
    from customers.models import DuplicateScan

    def compare():
        return scan(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())

    first, again = timed(compare), timed(compare)
    return {"seconds": first, "again": again, **DuplicateScan.objects.latest("id").counts}


def measure_import(rows):
    """Seconds to check and to write a workbook of new customers with a contact and an address each."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from customers.importing import checking, receiving, writing
    from people.models import User

    at = timezone.now()
    run = receiving.receive(User.objects.get(username="analyst"), ContentFile(workbook(rows), "customers.xlsx"), at)
    # A worker has known the addresses of the site since its first message; this process would read them for it now.
    run.get_absolute_url()
    run.start_check(run.by, run.mapping, at)
    checked = timed(checking.check, run.pk, at)
    run.refresh_from_db()
    run.confirm(run.by, at)
    written = timed(writing.write, run.pk, at)
    run.refresh_from_db()
    return {"rows": rows, "check": checked, "write": written, "counts": run.counts}


def workbook(rows):
    """A workbook such as a company has: its own headers, customers of the same kind as the seed's."""
    import io

    from django.utils import timezone
    from openpyxl import Workbook

    from crm_site.seeding.customers import CustomerMaker
    from customers.models import Industry, Region

    maker = CustomerMaker("import", timezone.now())
    industries, regions = (dict(model.objects.values_list("id", "name")) for model in (Industry, Region))
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["客户编号", "公司名称", "简称", "税号", "行业", "城市", "客户等级", "联系人", "手机", "职务", "地址"])
    for number in range(rows):
        customer = maker.customer(50_000_000 + number)
        contact = next(maker.contacts(1))
        address = next(maker.addresses(customer["region_id"]))
        names = [f"NEW{number:06}", customer["name"], customer["short_name"], customer["credit_code"]]
        kinds = [industries[customer["industry_id"]], regions[customer["region_id"]], customer["grade"]]
        sheet.append([*names, *kinds, contact["name"], contact["mobile"], contact["title"], address["line"]])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def measure_calendar(additions=100_000):
    """Additions of working time per second, from starts all over three years."""
    from django.utils import timezone

    from deadlines.models import WorkingCalendar

    working = WorkingCalendar.objects.default().working_time()
    start = timezone.now() - timedelta(days=1000)
    starts = [start + timedelta(minutes=10 * number) for number in range(additions)]
    working.add(start, 60)
    begin = time.perf_counter()
    for moment in starts:
        working.add(moment, 28_800)
    return {"additions": additions, "seconds": round(time.perf_counter() - begin, 3)}


def timed(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    django.setup()
    known = {"fill": fill, "facts": facts, "searches": searches, "valuation": valuation}
    known |= {"work": work, "export": measure_export, "visits": measure_visits, "survey": measure_survey}
    known |= {"duplicates": measure_duplicates}
    print(json.dumps(known[sys.argv[1]](*sys.argv[2:])))
