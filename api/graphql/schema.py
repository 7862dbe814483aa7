"""The GraphQL schema with its limits, and how errors are told."""

import logging
from collections.abc import Iterator

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.limits import QueryLimits
from api.graphql.mutation import Mutation
from api.graphql.nodes import ENTITY_TYPES, Deal, Indicator, Relation
from api.graphql.query import Query
from schema.errors import GuanxiError

log = logging.getLogger(__name__)

MAX_TOKENS = 2000


class CodedErrors(SchemaExtension):
    """Gives every error a stable `extensions.code` and hides what is none of a caller's concern."""

    def on_operation(self) -> Iterator[None]:
        yield
        result = self.execution_context.result
        errors = getattr(result, "errors", None)
        if result is not None and errors:
            result.errors = [coded(error) for error in errors]


def coded(error: GraphQLError) -> GraphQLError:
    """Return `error` with a code, its message kept only where it is meant for callers."""
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, GuanxiError):
        return with_code(error, original.code, str(original))
    if original is None or isinstance(original, GraphQLError):
        return with_code(error, "BAD_QUERY", error.message)
    log.error("a resolver failed", exc_info=original)
    return with_code(error, GuanxiError.code, "something went wrong here; the log says what")


def with_code(error: GraphQLError, code: str, message: str) -> GraphQLError:
    """Return `error` with another message and a code."""
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions={**(error.extensions or {}), "code": code},
    )


class QuietSchema(strawberry.Schema):
    """Leaves the telling of errors to `CodedErrors`, which knows a caller's mistake from ours."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None: ...


schema = QuietSchema(
    query=Query,
    mutation=Mutation,
    types=[*ENTITY_TYPES.values(), Relation, Deal, Indicator],
    extensions=[
        CodedErrors,
        lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
        QueryLimits,
    ],
    config=StrawberryConfig(sort_schema=True),
)


def sdl() -> str:
    """Return the schema in GraphQL's own language, as it is committed."""
    return schema.as_str() + "\n"
