"""The pages that are measured, and how: all sizes and pages in turn, over HTTP, one request after the other."""

import gzip
import itertools
import statistics
from dataclasses import dataclass, field
from urllib.parse import quote

from devtools.bench import ANSWERED, ASKED
from devtools.bench.browser import Browser, form_fields
from devtools.processes import DevelopmentError

PASSWORD = "guanxi-demo"
FLOOR = "floor"


@dataclass(frozen=True)
class Page:
    """`aim`: times the floor; `queries`: at most. A path names in braces what changes from request to request."""

    name: str
    path: str
    login: str = "analyst"
    aim: float = None
    queries: int = None
    saves: bool = False


PAGES = [
    Page(FLOOR, "/floor/"),
    Page("list", "/customers/", aim=2, queries=10),
    Page("list, grade A", "/customers/?grade=A", aim=2, queries=10),
    Page("list, one owner", "/customers/?owner={owner}", aim=2, queries=10),
    Page("list, two characters", "/customers/?q={two}", aim=2, queries=10),
    Page("list, page 300", "/customers/?page=300", aim=2, queries=10),
    Page("list, last page", "/customers/?page=last", aim=2, queries=10),
    Page("list, the manager's", "/customers/", "manager", aim=2, queries=10),
    Page("search", "/search/?q={two}", aim=3),
    Page("search, the manager's", "/search/?q={two}", "manager", aim=3),
    Page("record", "/customers/{customer}/", aim=3, queries=15),
    Page("record, the manager's", "/customers/{own}/", "manager", aim=3, queries=15),
    Page("timeline", "/customers/{long}/?tab=timeline", queries=15),
    Page("timeline, far back", "/customers/{long}/?tab=timeline&before={deep}", queries=15),
    Page("new business, board", "/customers/business/", queries=15),
    Page("new business, the manager's board", "/customers/business/", "manager", queries=15),
    Page("new business, list", "/customers/business/list/", queries=15),
    Page("new business, list by revenue", "/customers/business/list/?sort=revenue&page=30", queries=15),
    Page("new business, figures", "/customers/business/figures/", queries=20),
    Page("home", "/", aim=3, queries=15),
    Page("home, the manager's", "/", "manager", aim=3, queries=15),
    Page("home, the handler's", "/", "handler", aim=3, queries=15),
    Page("complaints", "/complaints/", aim=2, queries=10),
    Page("complaints, the handler's", "/complaints/", "handler", aim=2, queries=10),
    Page("complaints, the supervisor's", "/complaints/", "supervisor", queries=10),
    Page("complaint", "/complaints/{complaint}/"),
    Page("report, number", "/complaints/reports/", queries=15),
    Page("report, steps on time", "/complaints/reports/?measure=on_time", queries=15),
    Page("report, working time", "/complaints/reports/?measure=time", queries=15),
    Page("report, satisfaction", "/complaints/reports/?measure=satisfaction", queries=15),
    Page("report, the supervisor's", "/complaints/reports/", "supervisor", queries=15),
    Page("monthly summary", "/complaints/reports/month/"),
    Page("calendar", "/visits/calendar/", "manager", queries=15),
    Page("calendar, all", "/visits/calendar/?who=team", queries=15),
    Page("proposals", "/visits/proposals/", "manager", queries=15),
    Page("coverage", "/visits/coverage/", queries=15),
    Page("portfolio", "/customers/portfolio/", queries=15),
    Page("portfolio, grade B", "/customers/portfolio/?grade=B", queries=15),
    Page("portfolio, the manager's", "/customers/portfolio/", "manager", queries=15),
    Page("value tab", "/customers/{own}/value/", "manager", queries=15),
    Page("notifications", "/notifications/", "handler"),
    Page("save an edit", "/customers/{own}/edit/base/", "manager", aim=2, saves=True),
]


class Visitor:
    """Everybody who asks pages of one site."""

    def __init__(self, port, facts):
        self.browsers = {}
        self.port = port
        self.facts = {name: itertools.cycle(values) for name, values in facts.items()}

    def ask(self, page, headers=None):
        """One request; of a save only the sending is timed, not the opening of the form."""
        browser = self._browser(page.login)
        path = page.path.format_map(_Next(self.facts))
        if not page.saves:
            return self._checked(browser.get(quote(path, safe="/?=&"), headers), path, 200)
        fields = form_fields(browser.get(path).body.decode(), path)
        fields["remark"] = f"{fields['remark'].strip()[-40:]} ✓"
        return self._checked(browser.post(path, fields, headers), path, 302)

    def _browser(self, login):
        if login not in self.browsers:
            self.browsers[login] = Browser(self.port)
            self.browsers[login].login(login, PASSWORD)
        return self.browsers[login]

    def _checked(self, answer, path, expected):
        if answer.status != expected:
            raise DevelopmentError(f"{path} answers {answer.status}.")
        return answer


@dataclass
class Measured:
    page: Page
    seconds: list = field(default_factory=list)
    queries: list = field(default_factory=list)
    size: int = 0

    def row(self, floor):
        """What the table says of the page, times in milliseconds."""
        return {
            "p50": round(self.p50 * 1000, 1),
            "p95": round(statistics.quantiles(self.seconds, n=20, method="inclusive")[18] * 1000, 1),
            "per_second": round(1 / statistics.mean(self.seconds), 1),
            "ratio": round(self.p50 / floor.p50, 2),
            "queries": statistics.mode(self.queries),
            "gzip": self.size,
        }

    @property
    def p50(self):
        return statistics.median(self.seconds)


def measure(visitors, pages, requests, warm_up):
    """{size: {page name: Measured}}; each round asks every page of every site once."""
    found = {size: {page.name: Measured(page) for page in pages} for size in visitors}
    for turn in range(warm_up + requests):
        for page, (size, visitor) in itertools.product(pages, visitors.items()):
            counting = turn < warm_up
            answer = visitor.ask(page, {ASKED: "1"} if counting else None)
            measured = found[size][page.name]
            if counting:
                measured.queries.append(int(answer.headers[ANSWERED]))
                measured.size = max(measured.size, len(gzip.compress(answer.body)))
            else:
                measured.seconds.append(answer.seconds)
    return found


class _Next(dict):
    """The next fact of a kind wherever a path asks for one."""

    def __getitem__(self, name):
        return next(super().__getitem__(name))
