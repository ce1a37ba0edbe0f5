"""The words by which English names persons and the things that a detector knows. Plain tables."""

from __future__ import annotations

import re

_AGENTS = (  # told of one person; several with an s
    "person kid toddler infant guy player rider skier snowboarder surfer skateboarder skater "
    "biker bicyclist bicycler cyclist motorcyclist climber hiker swimmer diver runner jogger "
    "dancer singer musician worker officer soldier athlete wrestler boxer gymnast cowboy cowgirl "
    "bride groom teenager teen adult individual guitarist performer angler pedestrian spectator "
    "racer driver mother father mom dad son daughter brother sister parent husband wife friend "
    "teammate opponent member student catcher pitcher batter goalie goalkeeper referee "
    "photographer firefighter clown jockey coach cheerleader passenger onlooker waiter waitress "
    "vendor owner kayaker canoeist rower wakeboarder windsurfer backpacker trainer bridesmaid "
    "guest rollerblader acrobat drummer violinist artist painter chef cook doctor nurse sailor "
    "fan boy girl human male female operator seller skiier bowler golfer unicyclist marcher "
    "protester customer shopper"
)
ONE = frozenset(
    "man woman lady child baby gentleman someone somebody policeman policewoman fireman fisherman "
    "cameraman businessman businesswoman batsman baseman".split()
) | frozenset(_AGENTS.split())
MANY = frozenset(
    "people men women children babies ladies gentlemen couple policemen firemen fishermen others "
    "businessmen groomsmen spectators".split()
) | frozenset(f"{word}s" for word in _AGENTS.split())
GROUPS = frozenset("group crowd team band family audience crew class gathering parade".split())
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
ARTICLES = frozenset("a an another one".split()) | NUMBERS.keys()  # of what was not named before

_ANIMALS = "bird|cat|dog|horse|sheep|cow|elephant|bear|zebra|giraffe"
ANIMALS = frozenset(_ANIMALS.split("|"))
_THINGS = {  # labels of the detector, of which one must be found, and the words that claim it
    "dog": "dog dogs puppy puppies poodle poodles greyhound greyhounds terrier terriers collie "
    "dachshund labrador retriever pitbull dalmatian beagle doberman husky hound bulldog rottweiler",
    "cat": "cat cats kitten kittens kitty",
    "horse": "horse horses pony ponies horseback rodeo",
    "bird": "bird birds duck ducks seagull seagulls pigeon pigeons goose geese swan swans pelican "
    "chicken chickens flamingo flamingos",
    "cow": "cow cows bull bulls calf cattle",
    "sheep": "sheep lamb lambs",
    "elephant": "elephant elephants",
    "bear": "bear bears",
    "zebra": "zebra zebras",
    "giraffe": "giraffe giraffes",
    _ANIMALS: "animal animals",
    "bicycle": "bicycle bicycles bmx cycling bicyclist bicyclists cyclist cyclists",
    "bicycle|motorcycle": "bike bikes biker bikers biking",
    "motorcycle": "motorcycle motorcycles motorbike motorbikes motorcyclist motorcyclists "
    "motocross",
    "car|truck|bus": "car cars automobile taxi suv jeep jeeps van vans vehicle vehicles traffic",
    "bus": "bus buses",
    "train": "train trains",
    "truck": "truck trucks",
    "boat": "boat boats canoe canoes kayak kayaks raft sailboat sailboats rowboat ship ships "
    "rafting kayaking canoeing kayaker kayakers",
    "airplane": "airplane airplanes plane planes aeroplane jet",
    "bench": "bench benches",
    "frisbee": "frisbee frisbees",
    "skis|snowboard": "ski skis skiing skier skiers snowboard snowboards snowboarding snowboarder "
    "snowboarders",
    "sports ball": "ball balls football basketball volleyball soccer",
    "sports ball|baseball bat|baseball glove": "baseball softball",
    "kite": "kite kites",
    "baseball bat": "bat",
    "skateboard": "skateboard skateboards skateboarding skateboarder skateboarders",
    "surfboard": "surfboard surfboards surfing surfer surfers",
    "tennis racket": "racket racquet tennis",
    "umbrella": "umbrella umbrellas",
    "backpack": "backpack backpacks",
    "handbag": "handbag purse",
    "suitcase": "suitcase suitcases luggage",
    "tie": "tie",
    "bottle": "bottle bottles",
    "cup|wine glass": "cup cups mug",
    "chair|couch": "chair chairs",
    "couch|chair": "couch sofa",
    "bed": "bed beds",
    "dining table": "table tables",
    "tv|laptop": "tv television computer computers monitor",
    "laptop": "laptop laptops",
    "cell phone": "phone cellphone phones cellphones",
    "book": "book books",
    "clock": "clock",
    "teddy bear": "teddy",
    "potted plant|vase": "vase",
    "pizza": "pizza",
    "cake": "cake",
    "sandwich": "sandwich",
    "banana": "banana bananas",
    "apple": "apple apples",
    "traffic light": "stoplight",
    "fire hydrant": "hydrant",
    "toilet": "toilet",
    "sink": "sink",
    "refrigerator": "refrigerator fridge",
}
LABELS = {word: labels for labels, words in _THINGS.items() for word in words.split()}
IDIOMS = re.compile(  # whose words name something else than they do alone
    r"\b(?:hot dogs?|bear(?= cub)|(?:base|foot|basket)ball (?:cap|hat|jersey|uniform|field)s?"
    r"|tennis(?= balls?)|train (?:tracks?|station)|bus (?:stop|station)|horse(?= race))\b"
)
SINGULAR = frozenset("tennis skis bus luggage motocross bmx taxi".split())  # for all their s
