"""Which extractor reads articles, told without loading its models."""

EXTRACTOR = "rules"

EXTRACTOR_VERSION = "1"
"""Goes up whenever the same article may give other facts: articles are then read again."""
