"""The ASGI application: GraphQL, its page, and whether all is well."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from api.bodies import BodyLimit
from api.graphql.context import Context, in_thread
from api.graphql.schema import schema
from api.settings import Settings
from api.worker import Worker, worker_command
from graph.analytics.projection import ProjectionCache
from graph.open_store import open_store
from graph.store import GraphStore
from schema.errors import StoreError

log = logging.getLogger(__name__)

PAGE = Path(__file__).with_name("graphiql")

# GraphiQL's editor sets styles of elements, and its fonts stand in its style sheet.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class GraphQLEndpoint(GraphQL[Context, None]):
    """GraphQL over HTTP, with a page from local files for people."""

    def __init__(self, store: GraphStore, worker: Worker, token: str | None) -> None:
        super().__init__(schema, graphql_ide="graphiql")
        self.store = store
        self.worker = worker
        self.token = token
        self.projections = ProjectionCache()

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        return Context(
            store=self.store,
            worker=self.worker,
            projections=self.projections,
            token=self.token,
            authorization=request.headers.get("authorization"),
        )

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    async def render_graphql_ide(self, request: Request) -> Response:
        return FileResponse(PAGE / "index.html")


class SafeHeaders(BaseHTTPMiddleware):
    """Tells browsers to load nothing from elsewhere."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response


def create_app(settings: Settings) -> Starlette:
    """Return the application; it opens the store when it starts.

    Raises:
        StoreError: at the start, if the store cannot be opened.
    """
    store = open_store(settings.store)
    worker = Worker(worker_command(settings.store))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await worker.close()
        store.close()

    async def healthz(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(request: Request) -> Response:
        try:
            version = await in_thread(store.version)
        except StoreError as error:
            log.warning("not ready: %s", error)
            return JSONResponse({"status": "failing", "code": error.code}, status_code=503)
        return JSONResponse({"status": "ok", "version": version})

    async def home(request: Request) -> Response:
        return RedirectResponse("graphql")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Mount("/graphiql", StaticFiles(directory=PAGE)),
            Route("/graphql", GraphQLEndpoint(store, worker, settings.token)),
        ],
        middleware=[Middleware(SafeHeaders), Middleware(BodyLimit)],
        lifespan=lifespan,
    )
