"""Categories of two levels: the sources' own (D19, D20) and common agricultural goods; editors may add and hide."""

from catalog.models import Category

ORDER = 40

# key, name, and below it: key, name, other names.
CATEGORIES = (
    ("grain", "粮食", (
        ("rice", "大米", "稻米、香米、贡米"),
        ("flour", "面粉面条", "挂面、米粉、粉丝"),
        ("coarse-grain", "杂粮", "小米、高粱、荞麦、燕麦、玉米"),
        ("beans", "豆类", "大豆、绿豆、红豆"),
        ("tubers", "薯类", "红薯、马铃薯、魔芋、葛根"),
    )),
    ("oil", "食用油", (
        ("soybean-oil", "豆油", "大豆油"),
        ("rapeseed-oil", "菜籽油", "菜油"),
        ("camellia-oil", "茶油", "山茶油、油茶"),
        ("other-oil", "其他食用油", "花生油、核桃油、亚麻籽油"),
    )),
    ("vegetables", "蔬菜", (
        ("fresh-vegetables", "新鲜蔬菜", "时令蔬菜"),
        ("dried-vegetables", "干菜腌菜", "黄花菜、干豆角、坛子菜"),
        ("peppers", "辣椒制品", "剁辣椒、干辣椒"),
        ("bamboo", "竹笋", "笋干"),
    )),
    ("fungi", "食用菌", (
        ("black-fungus", "黑木耳", "木耳"),
        ("mushrooms", "香菇菌菇", "香菇、蘑菇、羊肚菌"),
        ("white-fungus", "银耳", "白木耳"),
        ("other-fungi", "其他食用菌", "猴头菇、灵芝"),
    )),
    ("fruit", "水果", (
        ("citrus", "柑橘橙柚", "脐橙、冰糖橙、蜜橘、柚子"),
        ("stone-fruit", "桃李梅杏", "黄桃、奈李、杨梅"),
        ("apples-pears", "苹果梨", "雪梨"),
        ("grapes-berries", "葡萄浆果", "刺葡萄、猕猴桃、蓝莓"),
        ("other-fruit", "其他水果", "西瓜、火龙果"),
    )),
    ("nuts", "坚果干果", (
        ("nuts-kernels", "坚果", "核桃、板栗、花生"),
        ("dried-fruit", "干果果脯", "红枣、柿饼、葡萄干"),
        ("lotus-seeds", "莲子百合", "湘莲、百合"),
    )),
    ("tea", "茶叶", (
        ("green-tea", "绿茶", "毛尖、云雾茶"),
        ("dark-tea", "黑茶", "茯砖、千两茶"),
        ("black-tea", "红茶", "工夫红茶"),
        ("white-yellow-tea", "白茶黄茶", ""),
        ("herbal-tea", "代用茶", "莓茶、虫茶、菊花茶"),
    )),
    ("livestock", "畜禽肉品", (
        ("pork", "猪肉", "黑猪"),
        ("beef-mutton", "牛羊肉", "黄牛、黑山羊"),
        ("poultry", "禽肉", "土鸡、麻鸭、鹅"),
        ("cured-meat", "腊肉卤味", "腊肉、香肠、酱板鸭"),
    )),
    ("eggs-dairy", "蛋奶", (
        ("eggs", "禽蛋", "土鸡蛋、咸鸭蛋、皮蛋"),
        ("dairy", "奶制品", "奶粉、乳制品"),
    )),
    ("aquatic", "水产", (
        ("fish", "鱼类", "稻花鱼、干鱼"),
        ("shrimp-crab", "虾蟹龟鳖", "小龙虾、甲鱼"),
        ("seafood", "海产品", "海参、紫菜、海带"),
    )),
    ("herbs", "中药材", (
        ("northern-herbs", "北药", "人参、刺五加、五味子"),
        ("southern-herbs", "南药", "杜仲、厚朴、金银花、天麻"),
        ("herb-products", "药食同源制品", "黄精、枸杞"),
    )),
    ("honey", "蜂产品", (
        ("honey-pure", "蜂蜜", "土蜂蜜、岩蜂蜜"),
        ("bee-products", "其他蜂产品", "蜂王浆、花粉"),
    )),
    ("processed", "加工食品", (
        ("soy-products", "豆制品", "豆腐乳、香干、腐竹"),
        ("snacks", "糕点零食", "米花、糍粑、薯片"),
        ("seasoning", "调味品", "酱油、醋、山苍子油"),
        ("ready-meals", "方便食品", "预制菜、坛子肉"),
    )),
    ("drinks", "酒水饮料", (
        ("spirits", "白酒", ""),
        ("fruit-wine", "果酒米酒", "葡萄酒、甜酒"),
        ("juice-water", "饮料饮用水", "果汁、矿泉水"),
    )),
    ("crafts", "手工及其他", (
        ("embroidery", "织绣服饰", "湘绣、苗绣、土家织锦"),
        ("handicraft", "手工艺品", "竹编、陶艺、木雕"),
        ("seedlings", "花卉苗木", ""),
        ("other", "其他", ""),
    )),
)  # fmt: skip


def load(progress):
    """Bring the categories that are not there yet; what editors renamed, reordered or hid stays as it is."""
    total = sum(1 + len(leaves) for _key, _name, leaves in CATEGORIES)
    for place, (key, name, leaves) in enumerate(CATEGORIES, start=1):
        top, _made = Category.objects.get_or_create(key=key, defaults={"name": name, "order": place * 10})
        known = set(Category.objects.filter(parent=top).values_list("key", flat=True))
        Category.objects.bulk_create(
            Category(key=leaf, name=label, other_names=other_names, parent=top, order=place * 10 + number)
            for number, (leaf, label, other_names) in enumerate(leaves, start=1)
            if leaf not in known
        )
    progress("product categories", total, total)
