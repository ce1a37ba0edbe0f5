"""The settings and places that heads tell, and the words by which captions name them."""

from __future__ import annotations

from vidcap.model.concepts.concept import ONE, SOME, Concept, words_of

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
_SALT = "ocean sea surf surfer surfboard"
_FRESH = "lake pond river stream creek rapids pool fountain puddle bathtub"

PLACES: tuple[Concept, ...] = (
    # setting: what implies it stands for it
    Concept(
        "indoors",
        "setting",
        words_of(_INDOOR),
        against=words_of(_OUTDOOR),
        share=ONE,
        is_silence_no=False,
    ),
    Concept(
        "outdoors",
        "setting",
        words_of(_OUTDOOR),
        against=words_of(_INDOOR, "inside"),
        share=SOME,
        is_silence_no=False,
    ),
    # place
    Concept(
        "street",
        "place",
        words_of("street sidewalk crosswalk intersection alley"),
        near=words_of(
            "city road traffic car bus taxi urban building downtown parade town shop store market"
            " corner bike bicycle pavement scooter skateboard block walkway motorcycle sign path"
            " curb lamp crowd protest"
        ),
    ),
    Concept(
        "road",
        "place",
        words_of("road highway roadway"),
        near=words_of(
            "street path trail dirt track car motorcycle bike bicycle bicyclist cyclist drive truck"
            " pavement asphalt traffic race racetrack walkway driveway parking bus curve jeep city"
            " gravel motorcyclist sidewalk crosswalk parade vehicle van lane pave"
        ),
    ),
    Concept(
        "buildings",
        "place",
        words_of(
            "building house skyscraper tower church temple castle cathedral hut cabin barn mansion"
            " skyline"
        ),
        near=words_of(
            "city street town urban wall brick window balcony porch roof store shop market door"
            " doorway sidewalk downtown courtyard stairs staircase bridge parade stadium alley"
            " steps structure square crosswalk traffic road restaurant statue tourist bus train"
            " intersection village school"
        ),
    ),
    Concept(
        "forest",
        "place",
        words_of("forest woods wooded woodland jungle rainforest"),
        near=words_of(
            "tree branch log leaf bush trail hike hiker mountain creek stream river park camp"
            " nature wilderness tent path waterfall hill pine foliage"
        ),
    ),
    Concept(
        "field",
        "place",
        words_of("field grass grassy meadow lawn pasture"),
        near=words_of(
            "park yard backyard garden soccer football baseball golf frisbee outside outdoors"
            " ground hill horse sheep cow green sprinkler rugby lacrosse playground leaf farm"
            " flower tree agility dirt sunflower picnic kite"
        ),
    ),
    Concept(
        "mountain",
        "place",
        words_of("mountain mountaintop mountainside peak"),
        near=words_of(
            "hill hillside cliff climb climber slope rock hike hiker ski skier snowboard summit"
            " snowboarder canyon valley ledge overlook landscape range scenery ridge glacier alp"
        ),
    ),
    Concept(
        "rocks",
        "place",
        words_of("rock rocky cliff boulder"),
        near=words_of(
            "mountain canyon stone climb climber beach shore ledge waterfall wall peak river coast"
            " hill desert creek stream cave statue gravel ridge"
        ),
    ),
    Concept(
        "snow",
        "place",
        words_of("snow snowy ski skier snowboard snowboarder snowball snowman snowmobile"),
        near=words_of("ice icy winter glacier frozen cold sled slope mountain"),
    ),
    Concept(
        "water",
        "place",
        words_of(
            _SALT,
            _FRESH,
            "water wave swim swimmer kayak canoe raft waterfall wakeboard wade underwater",
        ),
        near=words_of(
            "boat beach shore dock pier hose splash wet bath bridge fish sprinkler float paddle"
            " dive coast ship sail island rain duck snorkel tub row"
        ),
    ),
    Concept(
        "sea",
        "place",
        words_of(_SALT, "wave seashore"),
        near=words_of(
            "beach water shore boat ship coast sand pier dock sail island wakeboard bay harbor"
            " swim whale"
        ),
        against=words_of(_FRESH),
    ),
    Concept(
        "lake",
        "place",
        words_of("lake pond"),
        near=words_of("water shore boat dock pier canoe kayak duck swim wade sail beach"),
        against=words_of(_SALT, "river stream creek rapids pool fountain puddle bathtub"),
    ),
    Concept(
        "river",
        "place",
        words_of("river stream creek rapids"),
        near=words_of("water boat canoe kayak raft waterfall bridge wade paddle shore bank"),
        against=words_of(_SALT, "lake pond pool fountain puddle bathtub"),
    ),
    Concept(
        "beach",
        "place",
        words_of("beach seashore shore shoreline"),
        near=words_of("ocean sea sand sandy wave coast water lake sandcastle volleyball dune"),
        against=words_of("surfer surfboard pool"),
    ),
    Concept(
        "sand",
        "place",
        words_of("sand sandy dune desert"),
        near=words_of("beach shore shoreline volleyball dirt ocean sea coast camel sandbox"),
    ),
    Concept("sky", "place", words_of("sky cloud cloudy"), share=SOME, is_silence_no=False),
    Concept(
        "room",
        "place",
        words_of(_ROOMS),
        near=words_of(_INDOOR, "inside table chair floor door window tv television party"),
        against=words_of(_OUTDOOR),
        share=SOME,
        is_silence_no=False,
    ),
    Concept(
        "stage",
        "place",
        words_of("stage concert onstage"),
        near=words_of(
            "perform performer performance sing singer dance dancer guitar music musician audience"
            " band microphone show theater costume crowd drum spotlight"
        ),
        share=SOME,
    ),
    Concept(
        "garden",
        "place",
        words_of("garden yard backyard"),
        near=words_of(
            "grass grassy lawn flower plant patio sprinkler house porch bush hose fence outside"
            " hedge park"
        ),
    ),
)
