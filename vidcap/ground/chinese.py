"""Facts in Chinese. Pure."""

from __future__ import annotations

from vidcap.ground.phrases import Persons

# Each of the detector's labels with the measure word that counts it.
THINGS = {
    "bicycle": "一辆自行车",
    "car": "一辆汽车",
    "motorcycle": "一辆摩托车",
    "airplane": "一架飞机",
    "bus": "一辆公共汽车",
    "train": "一列火车",
    "truck": "一辆卡车",
    "boat": "一条船",
    "traffic light": "一个交通灯",
    "fire hydrant": "一个消防栓",
    "stop sign": "一块停车标志",
    "parking meter": "一个停车计时器",
    "bench": "一张长椅",
    "bird": "一只鸟",
    "cat": "一只猫",
    "dog": "一只狗",
    "horse": "一匹马",
    "sheep": "一只羊",
    "cow": "一头牛",
    "elephant": "一头大象",
    "bear": "一头熊",
    "zebra": "一匹斑马",
    "giraffe": "一只长颈鹿",
    "backpack": "一个背包",
    "umbrella": "一把伞",
    "handbag": "一个手提包",
    "tie": "一条领带",
    "suitcase": "一个行李箱",
    "frisbee": "一个飞盘",
    "skis": "一副滑雪板",
    "snowboard": "一块单板滑雪板",
    "sports ball": "一个球",
    "kite": "一只风筝",
    "baseball bat": "一根棒球棒",
    "baseball glove": "一只棒球手套",
    "skateboard": "一块滑板",
    "surfboard": "一块冲浪板",
    "tennis racket": "一支网球拍",
    "bottle": "一个瓶子",
    "wine glass": "一只酒杯",
    "cup": "一个杯子",
    "fork": "一把叉子",
    "knife": "一把刀",
    "spoon": "一把勺子",
    "bowl": "一只碗",
    "banana": "一根香蕉",
    "apple": "一个苹果",
    "sandwich": "一个三明治",
    "orange": "一个水果",
    "broccoli": "一棵西兰花",
    "carrot": "一根胡萝卜",
    "hot dog": "一个热狗",
    "pizza": "一张披萨",
    "donut": "一个甜甜圈",
    "cake": "一个蛋糕",
    "chair": "一把椅子",
    "couch": "一张沙发",
    "potted plant": "一盆植物",
    "bed": "一张床",
    "dining table": "一张餐桌",
    "toilet": "一个马桶",
    "tv": "一台电视",
    "laptop": "一台笔记本电脑",
    "mouse": "一个鼠标",
    "remote": "一个遥控器",
    "keyboard": "一个键盘",
    "cell phone": "一部手机",
    "microwave": "一台微波炉",
    "oven": "一台烤箱",
    "toaster": "一台烤面包机",
    "sink": "一个水槽",
    "refrigerator": "一台冰箱",
    "book": "一本书",
    "clock": "一个钟",
    "vase": "一个花瓶",
    "scissors": "一把剪刀",
    "teddy bear": "一只玩具熊",
    "hair drier": "一个吹风机",
    "toothbrush": "一支牙刷",
}
NUMBERS = {1: "一", 2: "两", 3: "三", 4: "四"}
SIDES = {"left": "左侧", "right": "右侧"}


class Chinese:
    """See `phrases.Phrases`."""

    def line(self, persons: Persons | None, thing: str) -> str:
        """Return a line that names persons, a thing, or both."""
        what = THINGS[thing] if thing else ""
        if persons is None or thing:
            text = "和".join(filter(None, (_who(persons) if persons else "", what)))
        else:
            text = _where(persons)
        return f"{text}。"


def _who(persons: Persons) -> str:
    if persons.count:
        return f"{NUMBERS[persons.count]}个人"
    return "一群人" if persons.is_group else "几个人"


def _where(persons: Persons) -> str:
    who, side = _who(persons), SIDES.get(persons.side, "")
    match persons.place:
        case "close":
            return f"{side}是{who}的近景" if side else f"{who}的近景"
        case "far":
            return f"远处有{who}"
        case "back":
            return f"稍远处有{who}"
        case "one nearer":
            return f"{who}，其中一人离得更近"
    return f"{side}有{who}" if side else who
