"""The changes that can be asked for."""

import hmac
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from api.graphql.articles import Article, article_of
from api.graphql.context import Context, Info
from schema.errors import ForbiddenError


@strawberry.input(description="An article to be read.")
class ArticleInput:
    text: str = strawberry.field(description="The whole text.")
    id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Its id; without one it is made from `url`, else from the text. An id that is "
        "kept already is a revision of that article and replaces what it said.",
    )
    title: str | None = strawberry.field(default=None, description="Its title, else line one.")
    language: str | None = strawberry.field(default=None, description="zh or en, else detected.")
    published: str | None = strawberry.field(
        default=None, description="ISO date or date-time; words such as 'last March' go by it."
    )
    url: str | None = strawberry.field(default=None, description="Where it stands.")
    source: str | None = strawberry.field(default=None, description="Who published it.")


@strawberry.type(description="What became of an article, and what of the graph with it.")
class IngestPayload:
    outcome: str = strawberry.field(description="added, revised or unchanged.")
    claims: int = strawberry.field(description="How many facts the article states.")
    new_entities: int = strawberry.field(description="How many entities were not known before.")
    new_facts: int = strawberry.field(description="How many facts were not known before.")
    article_id: strawberry.Private[str]
    article: Article = strawberry.field(
        resolver=article_of, description="The article as it is kept."
    )


@strawberry.type(description="What went with an article that was withdrawn.")
class WithdrawPayload:
    id: strawberry.ID = strawberry.field(description="The article's id.")
    claims: int = strawberry.field(description="How many statements of facts went.")
    dropped_entities: int = strawberry.field(description="How many entities rested on it alone.")
    dropped_facts: int = strawberry.field(description="How many facts rested on it alone.")


def allowed(context: Context) -> None:
    """Do nothing.

    Raises:
        ForbiddenError: the server has a token and the request does not bring it.
    """
    if context.token is None:
        return
    given = (context.authorization or "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(given.encode(), context.token.encode()):
        raise ForbiddenError("changes need the header `Authorization: Bearer` with the token")


async def ingest_article(
    info: Info,
    input: Annotated[ArticleInput, strawberry.argument(description="The article.")],
) -> IngestPayload:
    """Read an article and keep what it says."""
    allowed(info.context)
    article = {name: value for name, value in vars(input).items() if value is not None}
    change = await info.context.worker.ask({"do": "ingest", "article": article})
    return IngestPayload(
        outcome=change["outcome"],
        claims=change["claims"],
        new_entities=change["new_entities"],
        new_facts=change["new_facts"],
        article_id=change["article"],
    )


async def withdraw_article(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The article's id.")],
) -> WithdrawPayload:
    """Take an article back, with all that rested on it alone."""
    allowed(info.context)
    change: Mapping[str, Any] = await info.context.worker.ask({"do": "withdraw", "id": id})
    return WithdrawPayload(
        id=id,
        claims=change["claims"],
        dropped_entities=change["dropped_entities"],
        dropped_facts=change["dropped_facts"],
    )


@strawberry.type(description="Changes to the graph.")
class Mutation:
    ingest_article: IngestPayload = strawberry.field(
        resolver=ingest_article,
        description="Read an article and keep what it says. The same text again changes nothing.",
    )
    withdraw_article: WithdrawPayload = strawberry.field(
        resolver=withdraw_article,
        description="Take an article back, with every fact, merge and figure that rested on it "
        "alone.",
    )
