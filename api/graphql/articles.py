"""Articles, and the words of theirs that a fact rests on."""

from typing import Protocol, Self

import strawberry

from api.graphql.context import Info
from schema import records
from schema.errors import NotFoundError


@strawberry.interface(description="Anything with an id under which `node` finds it again.")
class Node:
    id: strawberry.ID = strawberry.field(description="Stays the same as long as the thing is kept.")


@strawberry.type(description="A source text.")
class Article(Node):
    title: str = strawberry.field(description="Its title, or first line.")
    language: str = strawberry.field(description="zh or en.")
    published: str | None = strawberry.field(description="When it was published, ISO 8601.")
    url: str | None = strawberry.field(description="Where it stands.")
    source: str | None = strawberry.field(description="Who published it.")
    text: str = strawberry.field(description="The text as given; offsets count its code points.")
    revision: str = strawberry.field(description="Hash of the text.")

    @classmethod
    def of(cls, record: records.Article) -> Self:
        return cls(
            id=strawberry.ID(record.id),
            title=record.title,
            language=record.language,
            published=record.published,
            url=record.url,
            source=record.source,
            text=record.text,
            revision=record.revision,
        )


async def load_article(info: Info, article_id: str) -> Article | None:
    """Return an article by id, read together with others of the request."""
    store = info.context.store
    record = await info.context.loader("articles", store.articles).load(article_id)
    return Article.of(record) if record else None


class FromArticle(Protocol):
    """Something that an article says."""

    article_id: str


async def article_of(root: strawberry.Parent[FromArticle], info: Info) -> Article:
    """Return the article that says `root`."""
    article = await load_article(info, root.article_id)
    if article is None:
        raise NotFoundError(f"article {root.article_id!r} was withdrawn while it was read")
    return article


@strawberry.type(description="The words of an article that say a fact.")
class Evidence:
    quote: str = strawberry.field(description="The words, exactly as in the article's text.")
    start: int = strawberry.field(description="Where they begin, in code points.")
    end: int = strawberry.field(description="Where they end: one past the last.")
    confidence: float = strawberry.field(description="How sure the extractor was, 0 to 1.")
    extractor: str = strawberry.field(description="What read it, with its version.")
    reported_at: str | None = strawberry.field(description="The article's date, ISO 8601.")
    article_id: strawberry.Private[str]

    @classmethod
    def of(cls, claim: records.Claim, span: records.Span) -> Self:
        return cls(
            quote=span.text,
            start=span.start,
            end=span.end,
            confidence=claim.confidence,
            extractor=f"{claim.extractor} {claim.extractor_version}",
            reported_at=claim.reported_at,
            article_id=claim.article,
        )

    article: Article = strawberry.field(
        resolver=article_of, description="The article that says so."
    )


@strawberry.type(description="A place where an article names an entity.")
class Mention:
    start: int = strawberry.field(description="Where the name begins, in code points.")
    end: int = strawberry.field(description="Where it ends: one past the last.")
    text: str = strawberry.field(description="The name as it stands there.")
    article_id: strawberry.Private[str]

    @classmethod
    def of(cls, mention: records.Mention) -> Self:
        span = mention.span
        return cls(start=span.start, end=span.end, text=span.text, article_id=mention.article)

    article: Article = strawberry.field(
        resolver=article_of, description="The article that names it."
    )
