"""Our own networks and their training: pictures in, words or boxes out; nothing of films here.

A newcomer reads `encoder.py` and `decoder.py`, which `network.py` joins; `search.py` chooses the
words, `checkpoint.py` keeps a network on disk, `training.py` makes one and `evaluation.py` scores it.
"""
