"""The results as tables that fit into docs/benchmarks.md."""

import os
import platform
import re
from itertools import pairwise
from pathlib import Path

from devtools.bench.pages import PAGES

AIMS = {page.name: page for page in PAGES}


def machine():
    """What was measured on; without it no figure says anything."""
    cpus = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", cpus.read_text()) if cpus.exists() else None
    return f"{os.cpu_count()} × {found[1] if found else platform.machine()}, Python {platform.python_version()}"


def show(results):
    print(f"\nMachine: {results['machine']}")
    for size, seconds in results["seed"].items():
        print(f"Seeding {size:,} customers: {seconds} s")
    for size, filled in results["filled"].items():
        print(
            f"Of {size:,}: {filled['entries']:,} entries in the long timeline, {filled['opportunities']:,} opportunities"
        )
    for done in results["valuation"].values():
        print(
            f"Valuation of {done['customers']:,} customers with {done['figures']:,} monthly figures: {done['seconds']} s"
            f" with {done['regraded']:,} new grades, {done['again']} s with none"
        )
    for size, rows in results["pages"].items():
        print(f"\n{size:,} customers\n")
        print_table(["page", "p50 ms", "p95 ms", "requests/s", "× floor", "aim", "queries", "gzip kB"], page_rows(rows))
    if len(results["pages"]) > 1:
        print("\nGrowth: × floor, compared with the size before\n")
        print_table(["page", *(f"{size:,}" for size in results["pages"])], growth_rows(results["pages"]))
    if "searches" in results:
        print("\nSearch in the database, p50 / p95 ms\n")
        print_table(["searched for", *(f"{size:,}" for size in results["searches"])], search_rows(results["searches"]))
        show_work(results["work"])


def page_rows(rows):
    for name, row in rows.items():
        aim = AIMS[name].aim
        kept = "" if aim is None else f"≤ {aim}" + (" ✓" if row["ratio"] <= aim else " ✗")
        queries = f"{row['queries']}" + (" ✗" if AIMS[name].queries and row["queries"] > AIMS[name].queries else "")
        figures = [row["p50"], row["p95"], row["per_second"], f"{row['ratio']:.2f}"]
        yield [name, *figures, kept, queries, f"{row['gzip'] / 1000:.1f}"]


def growth_rows(pages):
    sizes = list(pages)
    for name in pages[sizes[0]]:
        ratios = [pages[size][name]["ratio"] for size in sizes]
        steps = [f"{after:.2f} ({after / before:.2f})" for before, after in pairwise(ratios)]
        yield [name, f"{ratios[0]:.2f}", *steps]


def search_rows(searches):
    sizes = list(searches)
    for kind in searches[sizes[0]]:
        yield [kind, *("{} / {}".format(*searches[size][kind]) for size in sizes)]


def show_work(work):
    done, scan, calendar, visits = work["import"], work["scan"], work["calendar"], work["visits"]
    seconds = done["check"] + done["write"]
    print(
        f"\nImport of {done['rows']:,} rows with history: check {done['check']} s, write {done['write']} s,"
        f" {done['rows'] / seconds:,.0f} rows/s"
        f"\nScan of {scan['clocks']:,} due clocks: {scan['seconds']} s, {scan['events'] / scan['seconds']:,.0f} events/s"
        f"\nIdle scan beside {scan['running']:,} running clocks: {scan['idle']} ms, of which the claim {scan['claim']} ms"
        f"\nCalendar: {calendar['additions'] / calendar['seconds']:,.0f} additions/s"
        f"\nRule run for {visits['customers']:,} customers: {visits['made']:,} visits proposed in {visits['run']} s,"
        f" again in {visits['again']} s; coverage of {visits['due']:,} visits: {visits['coverage']} s"
    )
    duplicates = work["duplicates"]
    print(
        f"Search for duplicates among {duplicates['files']:,} customers: {duplicates['seconds']} s,"
        f" again {duplicates['again']} s, {duplicates['proposed']:,} pairs"
    )
    export = work["export"]
    print(
        f"Export of {export['rows']:,} customers with {export['columns']} columns: {export['seconds']} s,"
        f" {export['rows_per_second']:,} rows/s, at most {export['peak_mb']} MB more memory"
    )
    survey = work["survey"]
    print(
        f"Results of a survey of {survey['sheets']:,} answer sheets, {survey['answers']:,} answers: {survey['compute']} s,"
        f" against an earlier wave {survey['compare']} s; a part of its page at most {survey['page']} ms"
    )


def print_table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---|" + "--:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
