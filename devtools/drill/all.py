"""All drills, one after the other, in a database that is theirs alone: prints the figures, fails on any breach."""

import sys

import django


def run(clocks, overdue, seed):
    from devtools.drill.clocks import drill_clocks
    from devtools.drill.digests import drill_digests

    breaches = []
    for name, drill, number in (("Killed scanners", drill_clocks, clocks), ("After an outage", drill_digests, overdue)):
        report = drill(number, seed=seed)
        print(f"\n{name}")
        for figure, value in report.figures.items():
            print(f"  {figure}: {value:,}")
        breaches += [f"{name}: {breach}" for breach in report.breaches]
    print("\n" + ("\n".join(breaches) or "Nothing missing, nothing doubled, nothing after the end."))
    return bool(breaches)


if __name__ == "__main__":
    django.setup()
    sys.exit(run(*map(int, sys.argv[1:])))
