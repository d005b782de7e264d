"""Prepare the sizes asked for, measure, print tables and JSON."""

import argparse
import contextlib
import json
import tempfile
from pathlib import Path

from devtools import messages
from devtools.bench import report
from devtools.bench.pages import FLOOR, PAGES, Visitor, measure
from devtools.bench.sites import Site, collect_static
from devtools.environment import main
from devtools.services import running


def bench(arguments):
    options = parse(arguments)
    messages.compile_catalogues()
    with running(throw_away=True) as urls, tempfile.TemporaryDirectory(prefix="guanxi-bench-") as folder:
        sites = [Site(size, urls, Path(folder)) for size in sorted(options.customers)]
        for site in sites:
            print(f"Preparing {site.customers:,} customers …", flush=True)
            site.prepare()
        collect_static(sites[0])
        results = {
            "machine": report.machine(),
            "seed": {site.customers: round(site.seed_seconds, 1) for site in sites},
            "filled": {site.customers: site.filled for site in sites},
            "valuation": {site.customers: site.valuation for site in sites},
            "pages": measure_pages(sites, options),
        }
        if not options.only:
            results["searches"] = {
                site.customers: json.loads(site.ask("devtools.bench.inside", "searches")) for site in sites
            }
            results["work"] = measure_work(sites, options.rows, options.clocks)
    report.show(results)
    print(json.dumps(results, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1))


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m devtools.bench")
    parser.add_argument("--customers", type=int, nargs="+", default=[1_000, 100_000], help="sizes to compare")
    parser.add_argument("--requests", type=int, default=100, help="of each page")
    parser.add_argument("--warm-up", type=int, default=10, help="requests before, which count queries and bytes")
    parser.add_argument("--rows", type=int, default=20_000, help="of the import")
    parser.add_argument(
        "--clocks", type=int, default=100_000, help="due at once; ten times as many run in an idle scan"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only pages whose name begins so, and no other work")
    parser.add_argument("--json", type=Path, help="a file to write the results to")
    return parser.parse_args(arguments)


def measure_pages(sites, options):
    pages = [
        page for page in PAGES if page.name == FLOOR or not options.only or page.name.startswith(tuple(options.only))
    ]
    with contextlib.ExitStack() as stack:
        visitors = {}
        for site in sites:
            facts = json.loads(site.ask("devtools.bench.inside", "facts"))
            visitors[site.customers] = Visitor(stack.enter_context(site.serving()), facts)
        found = measure(visitors, pages, options.requests, options.warm_up)
    return {
        size: {name: measured.row(by_name[FLOOR]) for name, measured in by_name.items()}
        for size, by_name in found.items()
    }


def measure_work(sites, rows, clocks):
    """Import, scan and calendar, beside the largest company up to 100,000."""
    largest = max(
        (site for site in sites if site.customers <= 100_000), key=lambda site: site.customers, default=sites[0]
    )
    with largest.copied() as copy:
        return json.loads(copy.ask("devtools.bench.inside", "work", rows, clocks))


if __name__ == "__main__":
    main(bench)
