"""Persons and things found by a detector: YOLOX-nano."""
