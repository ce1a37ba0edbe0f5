"""Our own networks and their training: pictures in, words or boxes out; nothing of films here.

A newcomer reads `encoder.py` and `decoder.py`, which `network.py` joins; `search.py` chooses the
words, `checkpoint.py` keeps a network on disk, `training.py` makes one, `evaluation.py` scores it.
`persons.py` finds persons and things by another, smaller network.
"""
