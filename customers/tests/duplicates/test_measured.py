"""How well duplicates are found among names with planted variants; `make duplicates` for a file of them."""

from devtools.bench.duplicates import measure

BRANDS = [first + second for first in "远恒宏嘉泰" for second in "洋达源康森隆辉"]


def test_next_to_all_that_was_planted_is_found_and_next_to_nothing_else():
    result = measure([f"{brand}{third}" for brand in BRANDS for third in ("特", "斯", "朗")])
    assert result["recall"] == 1 and result["precision"] > 0.9
