"""Where the header of a sheet stands."""

from customers.tests.importing.files import HEADER, ROW, read, workbook


def test_title_rows_above_the_header_are_passed_over():
    content = workbook(["客户一览表"], ["制表：张三", "", "2026年3月"], [], HEADER, ROW, merged=["A1:C1"])
    table = read(content)
    assert (table.header, table.header_row, table.rows) == (HEADER, 4, [(5, ROW)])


def test_a_header_over_two_rows_is_joined_where_cells_are_merged():
    content = workbook(
        ["客户编码", "客户名称", "联系人", "", "备注"],
        ["", "", "姓名", "手机", ""],
        ["C001", "远洋", "张三", "13800138000", ""],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
    )
    table = read(content)
    assert table.header == ["客户编码", "客户名称", "联系人 › 姓名", "联系人 › 手机", "备注"]
    assert table.rows == [(3, ["C001", "远洋", "张三", "13800138000", ""])]


def test_a_row_of_groups_above_the_header_is_joined_to_it():
    content = workbook(
        ["客户档案"],
        ["基本资料", "", "联系资料", ""],
        ["客户编码", "客户名称", "联系人", "手机"],
        ["C001", "远洋", "张三", "13800138000"],
        merged=["A1:D1", "A2:B2", "C2:D2"],
    )
    table = read(content)
    assert table.header == ["基本资料 › 客户编码", "基本资料 › 客户名称", "联系资料 › 联系人", "联系资料 › 手机"]
    assert table.header_row == 3


def test_a_merged_cell_in_a_one_row_header_does_not_swallow_the_first_customer():
    content = workbook(["客户编码", "客户名称", "联系人", ""], ["C001", "远洋", "张三", "1"], merged=["C1:D1"])
    table = read(content)
    assert table.header == ["客户编码", "客户名称", "联系人", "联系人"]
    assert table.rows == [(2, ["C001", "远洋", "张三", "1"])]


def test_a_header_in_other_words_is_the_first_row_that_has_several_names():
    table = read(workbook(["List"], ["foo", "bar"], ["1", "2"]))
    assert (table.header, table.rows) == (["foo", "bar"], [(3, ["1", "2"])])


def test_line_breaks_and_blanks_in_a_header_are_one_space():
    assert read(workbook(["客户\n编码", "  客户　名称 "], ["1", "2"])).header == ["客户 编码", "客户 名称"]
