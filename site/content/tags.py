"""Tags as people here type them: divided by 、 ， ； as well as by commas."""

import re

_DIVIDERS = re.compile(r"[，、；;,\r\n]+")


def split_tags(text: str) -> list[str]:
    """Unique tag names in sorted order: 「脐橙，大米、茶叶」 are three tags. Quotes and blanks around a name go."""
    names = (name.strip().strip("\"“”'") for name in _DIVIDERS.split(text or ""))
    return sorted({name[:100] for name in names if name})


def join_tags(tags) -> str:
    """Tags as a line of text that `split_tags` reads back: 大米、脐橙."""
    return "、".join(sorted(tag.name for tag in tags))
