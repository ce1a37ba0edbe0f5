"""The concepts that the heads tell of a picture, and the words by which captions name them.

People who caption photographs seldom say what goes without saying: hardly anybody writes
"outdoors", "day" or "sky". So a concept also knows which words make silence about it doubtful
(`near`), which speak against it (`against`), and whether silence counts as a no at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["setting", "place", "light", "scene", "other", "doing", "wearing"]

MOST = 0.6  # three of five people
SOME = 0.4  # two of five, for what people seldom say and words that only imply it
ONE = 0.2  # one of five, where nobody may speak against it


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a picture may show. Words stand in their base form; a phrase holds spaces."""

    name: str
    group: Group
    words: tuple[str, ...] = ()  # name it, or imply it; none: no caption tells
    near: tuple[str, ...] = ()  # where one of these is said, silence is not a no
    against: tuple[str, ...] = ()  # where these are said, it is a no, and never a yes
    share: float = MOST  # of the captions that must name it
    is_silence_no: bool = True


def _words(*texts: str) -> tuple[str, ...]:
    """Return the words of texts, phrases written with an underscore."""
    return tuple(dict.fromkeys(word.replace("_", " ") for text in texts for word in text.split()))


_ROOMS = (
    "room bedroom bathroom kitchen livingroom couch sofa bed mattress carpet rug classroom office"
    " living_room dining_room"
)
_INDOOR = (
    f"{_ROOMS} indoor indoors restaurant gym hallway lobby cafeteria library laundry museum bowling"
    " ballroom auditorium pub mall supermarket bathtub stove refrigerator fireplace desk pillow"
    " crib ceiling gymnasium cafe toilet sink oven microwave"
)
_OUTDOOR = (
    "outdoor outdoors outside snow snowy beach grass grassy field street road mountain hill ocean"
    " sea lake river forest woods wooded trail sand sandy sky park yard lawn sidewalk surf surfer"
    " surfboard ski skier snowboard snowboarder cliff desert creek stream pond dirt mud muddy"
    " garden backyard playground shore meadow pasture tree sled motocross racetrack alley bridge"
    " dock pier sunset sunny sunlight leaf kayak canoe raft sailboat canyon highway city_street"
    " countryside farm crosswalk parking_lot dirt_bike camel cow sheep waterfall"
)
_NIGHT = (
    "night nighttime midnight dark darkness darkened evening dusk sunset sunrise dawn twilight moon"
    " firework neon silhouette lit lights lamp lantern candle glow shadow"
)
_SALT = "ocean sea surf surfer surfboard"
_FRESH = "lake pond river stream creek rapids pool fountain puddle bathtub"
_MOVING = "run ran race chase jump leap ride rider swim climb ski surf skate skateboard sprint fly"

CONCEPTS: tuple[Concept, ...] = (
    # setting: what implies it stands for it
    Concept(
        "indoors",
        "setting",
        _words(_INDOOR),
        against=_words(_OUTDOOR),
        share=ONE,
        is_silence_no=False,
    ),
    Concept(
        "outdoors",
        "setting",
        _words(_OUTDOOR),
        against=_words(_INDOOR, "inside"),
        share=SOME,
        is_silence_no=False,
    ),
    # place
    Concept(
        "street",
        "place",
        _words("street sidewalk crosswalk intersection alley"),
        near=_words(
            "city road traffic car bus taxi urban building downtown parade town shop store market"
            " corner bike bicycle pavement scooter skateboard block walkway motorcycle sign path"
            " curb lamp crowd protest"
        ),
    ),
    Concept(
        "road",
        "place",
        _words("road highway roadway"),
        near=_words(
            "street path trail dirt track car motorcycle bike bicycle bicyclist cyclist drive truck"
            " pavement asphalt traffic race racetrack walkway driveway parking bus curve jeep city"
            " gravel motorcyclist sidewalk crosswalk parade vehicle van lane pave"
        ),
    ),
    Concept(
        "buildings",
        "place",
        _words(
            "building house skyscraper tower church temple castle cathedral hut cabin barn mansion"
            " skyline"
        ),
        near=_words(
            "city street town urban wall brick window balcony porch roof store shop market door"
            " doorway sidewalk downtown courtyard stairs staircase bridge parade stadium alley"
            " steps structure square crosswalk traffic road restaurant statue tourist bus train"
            " intersection village school"
        ),
    ),
    Concept(
        "forest",
        "place",
        _words("forest woods wooded woodland jungle rainforest"),
        near=_words(
            "tree branch log leaf bush trail hike hiker mountain creek stream river park camp"
            " nature wilderness tent path waterfall hill pine foliage"
        ),
    ),
    Concept(
        "field",
        "place",
        _words("field grass grassy meadow lawn pasture"),
        near=_words(
            "park yard backyard garden soccer football baseball golf frisbee outside outdoors"
            " ground hill horse sheep cow green sprinkler rugby lacrosse playground leaf farm"
            " flower tree agility dirt sunflower picnic kite"
        ),
    ),
    Concept(
        "mountain",
        "place",
        _words("mountain mountaintop mountainside peak"),
        near=_words(
            "hill hillside cliff climb climber slope rock hike hiker ski skier snowboard summit"
            " snowboarder canyon valley ledge overlook landscape range scenery ridge glacier alp"
        ),
    ),
    Concept(
        "rocks",
        "place",
        _words("rock rocky cliff boulder"),
        near=_words(
            "mountain canyon stone climb climber beach shore ledge waterfall wall peak river coast"
            " hill desert creek stream cave statue gravel ridge"
        ),
    ),
    Concept(
        "snow",
        "place",
        _words("snow snowy ski skier snowboard snowboarder snowball snowman snowmobile"),
        near=_words("ice icy winter glacier frozen cold sled slope mountain"),
    ),
    Concept(
        "water",
        "place",
        _words(
            _SALT,
            _FRESH,
            "water wave swim swimmer kayak canoe raft waterfall wakeboard wade underwater",
        ),
        near=_words(
            "boat beach shore dock pier hose splash wet bath bridge fish sprinkler float paddle"
            " dive coast ship sail island rain duck snorkel tub row"
        ),
    ),
    Concept(
        "sea",
        "place",
        _words(_SALT, "wave seashore"),
        near=_words(
            "beach water shore boat ship coast sand pier dock sail island wakeboard bay harbor"
            " swim whale"
        ),
        against=_words(_FRESH),
    ),
    Concept(
        "lake",
        "place",
        _words("lake pond"),
        near=_words("water shore boat dock pier canoe kayak duck swim wade sail beach"),
        against=_words(_SALT, "river stream creek rapids pool fountain puddle bathtub"),
    ),
    Concept(
        "river",
        "place",
        _words("river stream creek rapids"),
        near=_words("water boat canoe kayak raft waterfall bridge wade paddle shore bank"),
        against=_words(_SALT, "lake pond pool fountain puddle bathtub"),
    ),
    Concept(
        "beach",
        "place",
        _words("beach seashore shore shoreline"),
        near=_words("ocean sea sand sandy wave coast water lake sandcastle volleyball dune"),
        against=_words("surfer surfboard pool"),
    ),
    Concept(
        "sand",
        "place",
        _words("sand sandy dune desert"),
        near=_words("beach shore shoreline volleyball dirt ocean sea coast camel sandbox"),
    ),
    Concept("sky", "place", _words("sky cloud cloudy"), share=SOME, is_silence_no=False),
    Concept(
        "room",
        "place",
        _words(_ROOMS),
        near=_words(_INDOOR, "inside table chair floor door window tv television party"),
        against=_words(_OUTDOOR),
        share=SOME,
        is_silence_no=False,
    ),
    Concept(
        "stage",
        "place",
        _words("stage concert onstage"),
        near=_words(
            "perform performer performance sing singer dance dancer guitar music musician audience"
            " band microphone show theater costume crowd drum spotlight"
        ),
        share=SOME,
    ),
    Concept(
        "garden",
        "place",
        _words("garden yard backyard"),
        near=_words(
            "grass grassy lawn flower plant patio sprinkler house porch bush hose fence outside"
            " hedge park"
        ),
    ),
    # light: day is told from the others, dark from the pixels, see `labels.py`
    Concept("day", "light"),
    Concept(
        "night",
        "light",
        _words("night nighttime midnight moonlight"),
        near=_words(_NIGHT),
        share=SOME,
    ),
    Concept(
        "dusk",
        "light",
        _words("sunset dusk sunrise dawn twilight setting_sun"),
        near=_words(_NIGHT, "sun"),
        share=SOME,
    ),
    Concept("dark", "light"),
    # scene
    Concept(
        "crowd",
        "scene",
        _words(
            "crowd crowded spectator onlooker audience large_group many_people lots_of_people"
            " bunch_of_people lot_of_people big_group"
        ),
        near=_words(
            "group many several lot lots team parade stadium concert event market match game busy"
            " street city race people player party festival march protest everyone"
        ),
    ),
    Concept(
        "animal",
        "scene",
        _words(
            "animal dog puppy cat kitten horse pony bird cow bull sheep goat lamb elephant zebra"
            " giraffe bear deer camel monkey duck goose seagull pigeon rabbit squirrel terrier"
            " retriever shepherd greyhound labrador collie poodle lab dachshund dalmatian chihuahua"
            " rottweiler husky bulldog pug spaniel whippet beagle swan eagle parrot turtle"
        ),
        near=_words("fish rodeo pet shark butterfly insect jockey zoo stroller leash cowboy hound"),
    ),
    Concept(
        "vehicle",
        "scene",
        _words(
            "vehicle car truck bus van jeep motorcycle motorbike atv tractor train suv taxi"
            " automobile dirt_bike dirtbike motorcyclist lorry racecar"
        ),
        near=_words(
            "street road traffic parking drive driver bike boat subway track race tire wheel cart"
            " plane wagon carriage racetrack motocross highway helicopter ship garage city quad"
            " bicycle scooter racer stunt parade motor biker"
        ),
    ),
    Concept(
        "fire",
        "scene",
        _words("fire bonfire campfire flame burn"),
        near=_words(
            "smoke grill firework candle fireman firefighter cigarette lantern lit barbecue"
            " fireplace torch sparkler explosion spark light stove"
        ),
        against=_words("gun rifle shoot pistol hydrant"),
        share=SOME,
    ),
    # other: for silence rather than for sentences; pictures made by program are their yes
    Concept(
        "text",
        "other",
        near=_words("sign poster banner write letter word screen computer book newspaper store"),
    ),
    Concept("plain", "other"),
    Concept("abstract", "other", near=_words("blur blurry pattern graffiti painting art mural")),
    # doing
    Concept(
        "sit",
        "doing",
        _words("sit sat seat"),
        near=_words(
            "bench chair couch ride bike motorcycle horse car boat canoe kayak swing lap stool eat"
            " read sled wheelchair table rest relax kneel squat bicycle lie lay drive raft perch"
            " stroller picnic crouch"
        ),
    ),
    Concept(
        "stand",
        "doing",
        _words("stand stood pose"),
        against=_words(_MOVING, "sit sat seat lie lay sleep walk"),
        is_silence_no=False,
    ),
    Concept(
        "walk",
        "doing",
        _words("walk stroll"),
        near=_words(
            "stand cross step hike hiker path street run carry sidewalk parade wander trail march"
            " push stroller lead climb crowd trot wade move shop"
        ),
    ),
    Concept(
        "run",
        "doing",
        _words("run ran runner race chase sprint jog jogger"),
        near=_words(
            "play soccer football catch fetch walk leap jump ball frisbee game gallop hurdle bound"
            " track player tackle rugby follow"
        ),
    ),
    Concept(
        "jump",
        "doing",
        _words("jump leap midair airborne in_the_air mid-air"),
        near=_words(
            "trick catch air fly skateboard skateboarder dive trampoline bounce fall kick ski"
            " snowboard snowboarder ramp hurdle flip skier hop stunt swing basketball"
        ),
    ),
    Concept(
        "ride",
        "doing",
        _words("ride rode ridden rider biker bicyclist cyclist motorcyclist"),
        near=_words(
            "bike bicycle motorcycle horse skateboard skateboarder surf surfer snowboard wakeboard"
            " sled scooter atv drive race swing rodeo unicycle ski skate wheelchair raft kayak bmx"
            " motocross camel jockey pony carousel racer bull"
        ),
    ),
    Concept(
        "hold",
        "doing",
        _words("hold held carry"),
        near=_words(
            "stick ball bag drink eat guitar play sign phone camera cup cigarette mouth toy flag"
            " book umbrella baby lift racket bat paint balloon purse rope throw catch pull hug hand"
            " arm wave microphone pole fish frisbee racquet read beer bottle instrument leash push"
            " use photograph gun lean cane food cellphone grab backpack hose with"
        ),
    ),
    Concept(
        "climb",
        "doing",
        _words("climb climber"),
        near=_words("rock rope cliff ladder stairs tree wall mountain hike hiker harness scale"),
    ),
    Concept(
        "swim",
        "doing",
        _words("swim swam swum swimmer"),
        near=_words("water pool dive ocean lake wade float splash river snorkel underwater"),
    ),
    Concept(
        "play",
        "doing",
        _words("play player game"),
        near=_words(
            "ball toy run guitar chase fight wrestle splash frisbee swing slide fun sprinkler"
            " tennis soccer football baseball basketball hockey volleyball rugby golf instrument"
            " jump catch fetch dig swim kick match team playground pool bat racket bubble"
        ),
    ),
    # wearing
    Concept(
        "hat",
        "wearing",
        _words("hat cap beanie sombrero bonnet"),
        near=_words(
            "helmet hood headscarf bandana bandanna headband costume winter uniform visor wig"
            " headdress headgear knit baseball ski snow crown mask turban cowboy toboggan scarf"
            " headcover dress gear outfit"
        ),
    ),
    Concept(
        "coat",
        "wearing",
        _words("coat jacket parka"),
        near=_words(
            "sweater sweatshirt hoodie vest suit winter snow ski snowboard cold uniform raincoat"
            " hood bundle robe gear outfit dress clothing poncho shawl fur snowsuit skier"
            " snowboarder clothes costume"
        ),
    ),
)

NAMES: tuple[str, ...] = tuple(concept.name for concept in CONCEPTS)
PLACE: dict[str, int] = {name: place for place, name in enumerate(NAMES)}  # of a column
STRANGE = "strange"  # the fact beside them: how unlike the training data the picture is
NIGHT_WORDS = _words(_NIGHT)  # where one is said it may not be day
