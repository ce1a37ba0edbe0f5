"""How good captions are: metrics beside their controls, a page to read, what they invent."""
