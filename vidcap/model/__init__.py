"""Our own networks and their training: pictures in, words or boxes out; nothing of films here.

`encoders/` see and `decoders/` say; `network.py` joins one of each, `generating/` chooses the
sentences, `checkpoint.py` keeps a network on disk. `data/` reads captioned pictures, `training/`
makes a network of them, `scoring/` says how good one is. `detecting/` finds persons and things by
another, smaller network.
"""
