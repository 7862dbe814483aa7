"""The sample articles that the package brings."""

from importlib.resources import files

import yaml

from ingest.reading.articles import make_article
from schema.records import Article


def sample_articles() -> tuple[Article, ...]:
    """Return the samples in the order in which `samples.yaml` lists them."""
    folder = files("ingest") / "samples"
    listed = yaml.safe_load((folder / "samples.yaml").read_text(encoding="utf-8"))
    return tuple(
        make_article(
            (folder / entry.pop("file")).read_text(encoding="utf-8"), source="sample", **entry
        )
        for entry in listed
    )
