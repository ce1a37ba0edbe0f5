"""vidcap describes films for people who cannot see them.

`pipeline.py` shows the way of a film through the house; every folder beside it is one stage.
"""
