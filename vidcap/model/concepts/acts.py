"""What people do and wear as heads tell it, and the words by which captions name it."""

from __future__ import annotations

from vidcap.model.concepts.concept import Concept, words_of

_MOVING = "run ran race chase jump leap ride rider swim climb ski surf skate skateboard sprint fly"

ACTS: tuple[Concept, ...] = (
    # doing
    Concept(
        "sit",
        "doing",
        words_of("sit sat seat"),
        near=words_of(
            "bench chair couch ride bike motorcycle horse car boat canoe kayak swing lap stool eat"
            " read sled wheelchair table rest relax kneel squat bicycle lie lay drive raft perch"
            " stroller picnic crouch"
        ),
    ),
    Concept(
        "stand",
        "doing",
        words_of("stand stood pose"),
        against=words_of(_MOVING, "sit sat seat lie lay sleep walk"),
        is_silence_no=False,
    ),
    Concept(
        "walk",
        "doing",
        words_of("walk stroll"),
        near=words_of(
            "stand cross step hike hiker path street run carry sidewalk parade wander trail march"
            " push stroller lead climb crowd trot wade move shop"
        ),
    ),
    Concept(
        "run",
        "doing",
        words_of("run ran runner race chase sprint jog jogger"),
        near=words_of(
            "play soccer football catch fetch walk leap jump ball frisbee game gallop hurdle bound"
            " track player tackle rugby follow"
        ),
    ),
    Concept(
        "jump",
        "doing",
        words_of("jump leap midair airborne in_the_air mid-air"),
        near=words_of(
            "trick catch air fly skateboard skateboarder dive trampoline bounce fall kick ski"
            " snowboard snowboarder ramp hurdle flip skier hop stunt swing basketball"
        ),
    ),
    Concept(
        "ride",
        "doing",
        words_of("ride rode ridden rider biker bicyclist cyclist motorcyclist"),
        near=words_of(
            "bike bicycle motorcycle horse skateboard skateboarder surf surfer snowboard wakeboard"
            " sled scooter atv drive race swing rodeo unicycle ski skate wheelchair raft kayak bmx"
            " motocross camel jockey pony carousel racer bull"
        ),
    ),
    Concept(
        "hold",
        "doing",
        words_of("hold held carry"),
        near=words_of(
            "stick ball bag drink eat guitar play sign phone camera cup cigarette mouth toy flag"
            " book umbrella baby lift racket bat paint balloon purse rope throw catch pull hug hand"
            " arm wave microphone pole fish frisbee racquet read beer bottle instrument leash push"
            " use photograph gun lean cane food cellphone grab backpack hose with"
        ),
    ),
    Concept(
        "climb",
        "doing",
        words_of("climb climber"),
        near=words_of("rock rope cliff ladder stairs tree wall mountain hike hiker harness scale"),
    ),
    Concept(
        "swim",
        "doing",
        words_of("swim swam swum swimmer"),
        near=words_of("water pool dive ocean lake wade float splash river snorkel underwater"),
    ),
    Concept(
        "play",
        "doing",
        words_of("play player game"),
        near=words_of(
            "ball toy run guitar chase fight wrestle splash frisbee swing slide fun sprinkler"
            " tennis soccer football baseball basketball hockey volleyball rugby golf instrument"
            " jump catch fetch dig swim kick match team playground pool bat racket bubble"
        ),
    ),
    # wearing
    Concept(
        "hat",
        "wearing",
        words_of("hat cap beanie sombrero bonnet"),
        near=words_of(
            "helmet hood headscarf bandana bandanna headband costume winter uniform visor wig"
            " headdress headgear knit baseball ski snow crown mask turban cowboy toboggan scarf"
            " headcover dress gear outfit"
        ),
    ),
    Concept(
        "coat",
        "wearing",
        words_of("coat jacket parka"),
        near=words_of(
            "sweater sweatshirt hoodie vest suit winter snow ski snowboard cold uniform raincoat"
            " hood bundle robe gear outfit dress clothing poncho shawl fur snowsuit skier"
            " snowboarder clothes costume"
        ),
    ),
)
