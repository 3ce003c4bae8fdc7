"""`python -m tests.house.columns`: describe the columns of a moved-in directory in docs/import.md (`make columns`)."""

import os
import sys

from tests.house import tree

PAGE = tree.ROOT / "docs/import.md"
HEAD = """# 搬入已有产品目录

由 `make columns` 按 `catalog/importing/columns.py` 的声明写成；测试会比对。

```
manage.py import_products 目录.xlsx --dry-run       只检查，说明将会怎样
manage.py import_products 目录.xlsx                 搬入：全部公开，或什么都不写
manage.py import_products 目录.csv --update         目录中已有的产品（按认定编号）更新其事实，空格不改
manage.py import_products --template 空表.xlsx      下载空表（.xlsx 或 .csv）
manage.py import_products 目录.csv --errors 错误.csv 把全部错误写成表格
manage.py import_products --recover                上次运行被中断：未公开的撤回，已公开的补进搜索
```

省扶贫办的管理员也可在工作台“搬入目录”上传：先检查，再确认。

- **文件**：CSV（UTF-8 有无 BOM、GB18030、UTF-16；逗号、制表符、分号、竖线）或 XLSX；
  表头之上可有标题行，空行略过，不认识的列不写入并提示。
  一个文件最多 300,000 个产品；工作台上传不超过 20 MB。带公式、合并的单元格按行列报错。
- **全有或全无**：先检查每一行（不写入），再以短事务写成隐藏的页面，最后在一个事务里全部公开。
  公开之前中断，什么都看不到，下次运行自动撤回；
  公开之后中断，搜索由定时任务补齐。
- **重复**：同一文件搬入两次会被拒绝；认定编号在文件内和目录中都只能有一个。
  `--update` 只改事实（名称、产地、供应商、带贫人数等），
  简介与图片归编辑，有效期归续展。一个产品的更改是完整的；中断后再运行一次即可补完。
- **供应商**：先按统一社会信用代码，再按名称和所在县查找；没有的自动开设。

| 列 | 必填 | 也可写作 | 填写 | 示例 |
|---|---|---|---|---|
"""


def described() -> str:
    """The page as the code of this moment declares it, in Chinese."""
    from django.utils import translation

    from catalog.importing.columns import COLUMNS

    with translation.override("zh-hans"):
        lines = [
            " | ".join(
                (
                    f"| {column.heading}",
                    "是" if column.is_required else "",
                    "、".join(column.aliases),
                    str(column.help),
                    f"{column.example} |",
                )
            )
            for column in COLUMNS
        ]
    return HEAD + "\n".join(lines) + "\n"


def main():
    """Write the page."""
    sys.path.insert(0, str(tree.ROOT / "site"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django

    django.setup()
    PAGE.write_text(described(), encoding="utf-8")


if __name__ == "__main__":
    main()
