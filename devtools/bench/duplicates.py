"""How well likely duplicates are found: names from a file, of which every fifth is planted once more in another form.

make duplicates NAMES=FILE        one short company name per line
"""

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random

from customers.duplicates.likeness import File
from customers.duplicates.names import NameRules, Place
from customers.duplicates.pairs import likely_pairs
from customers.pinyin import sounded, spellings

LINES = ["物流", "科技", "贸易", "食品", "电子", "机械", "医药", "服饰", "化工", "建材", "汽车零部件", "供应链管理"]
FORMS = ["有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司", "集团有限公司"]
CITIES = ["上海", "深圳", "北京", "广州", "杭州", "苏州", "天津", "成都", "武汉", "宁波"]
BRAND = "晟昱霖曜铂翎珩砚岚熠汀栎澜彧"
EVERY = 5


def places():
    """The catalogue with which a new company starts."""
    catalogue = import_module("customers.migrations.0004_catalogue")
    rows = list(catalogue.tree(catalogue.REGIONS, tail="00"))
    wide = {parent for _code, _name, _english, parent in rows}
    return [Place(name, english, code in wide) for code, name, english, _parent in rows]


class Planter:
    """Makes a company of a short name, and the same company as somebody else might have put it on file."""

    def __init__(self, seed=1):
        self.random = Random(seed)
        self.same_sound = {}
        for character, sound in spellings().items():
            if len(character) == 1 and "\u4e00" <= character <= "\u9fa5":
                self.same_sound.setdefault(sound, []).append(character)

    def company(self, name):
        choose = self.random.choice
        return {"name": name, "city": choose(CITIES), "line": choose(LINES), "form": choose(FORMS)}

    def variants(self, name, city, line, form):
        """{kind: the names of the second file}."""
        return {
            "another legal form": [f"{city}{name}{line}{self.random.choice(['有限责任公司', '股份公司', '公司', ''])}"],
            "without the place": [f"{name}{line}{form}"],
            "the place in brackets": [f"{name}({city}){line}{form}"],
            "a branch": [f"{name}{line}{form}{city}分公司"],
            "“branch” in brackets": [f"{city}市{name}{line}{form}（分公司）"],
            "width and spaces": [f" {city} {name}　{line}（集团）{form}"],
            "only the short name": [name],
            "without the line of business": [f"{city}{name}{form}"],
            "in pinyin": [sounded(name).upper()],
            "in pinyin, in full": [f"{sounded(name).title()} Co., Ltd."],
            "one character wrong": [f"{city}{self._misheard(name)}{line}{form}"],
            "renamed, with an alias": [f"{city}{''.join(self.random.choices(BRAND, k=3))}{line}{form}", name],
        }

    def _misheard(self, name):
        place = self.random.randrange(len(name))
        others = [sign for sign in self.same_sound.get(sounded(name[place]), []) if sign != name[place]]
        return name[:place] + self.random.choice(others or [name[place]]) + name[place + 1 :]


def planted(names):
    """(files, {pair of ids: kind of the variant})."""
    rules, planter, found, truth = NameRules(places()), Planter(), [], {}
    for number, name in enumerate(names):
        company = planter.company(name)
        full = "{city}{name}{line}{form}".format(**company)
        found.append(File.of(rules, number, [full, name]))
        if number % EVERY == 0:
            variants = planter.variants(**company)
            kind = list(variants)[number // EVERY % len(variants)]
            second = len(names) + number
            found.append(File.of(rules, second, variants[kind]))
            truth[number, second] = kind
    return found, truth


def measure(names):
    """{"planted", "proposed", "precision", "recall", "by_kind": {kind: recall}}, shares from 0 to 1."""
    found, truth = planted(names)
    proposed = likely_pairs(found)
    right = truth.keys() & proposed.keys()
    of_kind, of_right = Counter(truth.values()), Counter(truth[pair] for pair in right)
    return {
        "planted": len(truth),
        "proposed": len(proposed),
        "precision": len(right) / max(1, len(proposed)),
        "recall": len(right) / max(1, len(truth)),
        "by_kind": {kind: of_right[kind] / count for kind, count in of_kind.items()},
    }


def main(path):
    names = list(dict.fromkeys(Path(path).read_text(encoding="utf-8").split()))
    result = measure(names)
    print(f"{len(names):,} names, {result['planted']:,} planted once more, {result['proposed']:,} pairs proposed")
    print(f"precision {result['precision']:.1%}, recall {result['recall']:.1%}")
    for kind, share in result["by_kind"].items():
        print(f"  {share:6.1%}  {kind}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1])
