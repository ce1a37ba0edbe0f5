"""What a picture shows, told by small heads on the captioner's encoder, with probabilities.

`fitting.fit_heads` makes them; `Heads.facts` tells of regions; `Heads.description` and the state
dict keep them, `described` brings them back.
"""

from vidcap.model.concepts.heads import Heads, described
from vidcap.model.concepts.names import CONCEPTS, NAMES, STRANGE, Concept

__all__ = ["CONCEPTS", "NAMES", "STRANGE", "Concept", "Heads", "described"]
