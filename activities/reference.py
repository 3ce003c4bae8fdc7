"""The kinds of activity that the campaign plans and the seeds name (L14-L19, K01); editors may add and hide."""

from activities.facts import ActivityKind

ORDER = 40

KINDS = (
    ("launch", "启动仪式"),
    ("matchmaking", "产销对接"),
    ("fair", "展销会"),
    ("livestream", "直播带货"),
    ("outlets", "专柜专馆专区"),
    ("procurement", "预算单位采购"),
    ("east-west", "东西部协作"),
    ("counterpart", "对口帮扶"),
    ("county-week", "一县一品一周"),
    ("harvest", "丰收节"),
    ("community", "进社区"),
    ("six-entries", "“六进”活动"),
    ("buy-to-help", "以购代捐"),
    ("merchants", "商超进货"),
    ("training", "培训推进会"),
    ("publicity", "宣传推介"),
    ("other", "其他"),
)


def load(progress):
    """Bring the kinds that are not there yet; what editors renamed, reordered or hid stays as it is."""
    known = set(ActivityKind.objects.values_list("key", flat=True))
    rows = [
        ActivityKind(key=key, name=name, order=order)
        for order, (key, name) in enumerate(KINDS, start=1)
        if key not in known
    ]
    ActivityKind.objects.bulk_create(rows)
    progress("kinds of activity", len(KINDS), len(KINDS))
