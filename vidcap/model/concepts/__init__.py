"""What a picture shows, told by small heads on the captioner's encoder, with probabilities.

`fitting.fit_heads` makes them, `Heads.facts` tells of regions; a checkpoint keeps them with the
network whose encoder they were fitted on.
"""

from vidcap.model.concepts.concept import Concept
from vidcap.model.concepts.heads import Heads
from vidcap.model.concepts.names import CONCEPTS, NAMES, STRANGE

__all__ = ["CONCEPTS", "NAMES", "STRANGE", "Concept", "Heads"]
