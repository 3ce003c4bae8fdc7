"""What people call a region: 隆回县 is 隆回, 湘西土家族苗族自治州 is 湘西, 内蒙古自治区 is 内蒙古."""

import re

_AUTONOMOUS = re.compile(r"自治[州县区旗]$")
# Said without 族 in the names of regions.
_BARE = ("蒙古", "哈萨克", "柯尔克孜", "维吾尔", "塔吉克", "达斡尔")
_PEOPLES = (
    *(
        "汉",
        "满",
        "蒙古",
        "蒙",
        "回",
        "藏",
        "维吾尔",
        "哈萨克",
        "柯尔克孜",
        "苗",
        "彝",
        "壮",
        "布依",
        "朝鲜",
        "侗",
        "瑶",
    ),
    *(
        "白",
        "土家",
        "哈尼",
        "傣",
        "黎",
        "傈僳",
        "佤",
        "畲",
        "拉祜",
        "水",
        "东乡",
        "纳西",
        "景颇",
        "土",
        "达斡尔",
        "仫佬",
    ),
    *(
        "羌",
        "布朗",
        "撒拉",
        "毛南",
        "仡佬",
        "锡伯",
        "普米",
        "塔吉克",
        "怒",
        "保安",
        "裕固",
        "独龙",
        "鄂温克",
        "各",
    ),
)
_PEOPLE = tuple(sorted((*(f"{name}族" for name in _PEOPLES), *_BARE), key=len, reverse=True))
_ENDS = (*("特别行政区", "地区", "林区", "新区", "矿区"), *"省市县区旗盟州乡镇", "街道")


def short_name(name: str) -> str:
    """The name without what it is; at least two characters are left (攸县 stays 攸县)."""
    short = _AUTONOMOUS.sub("", name)
    if short != name:
        return _without_peoples(short)
    for end in _ENDS:
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name.removesuffix(end)
    return name


def _without_peoples(name):
    while end := next((end for end in _PEOPLE if name.endswith(end) and len(name) - len(end) >= 2), ""):
        name = name.removesuffix(end)
    return name.removesuffix("族") if len(name) > 2 else name
