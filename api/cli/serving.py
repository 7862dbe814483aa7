"""Serving GraphQL on an address of this machine."""

import logging
import os
import socket
from contextlib import closing

import click

from api.cli.main import settings_of
from api.cli.options import host_option, port_option, store_option
from api.settings import Settings, variable
from schema.errors import SettingsError

BACKLOG = 2048
"""Connections that may wait to be taken, as many as uvicorn's own default."""


@click.command(
    "serve",
    help="Serve GraphQL at /graphql, with a page to try it in a browser.\n\n"
    "Example: guanxi serve --port 8080 --store sqlite:///graph.db",
)
@host_option
@port_option
@store_option
@click.pass_context
def serve_command(
    ctx: click.Context, host: str | None, port: int | None, store: str | None
) -> None:
    serve(settings_of(ctx, host=host, port=port, store=store))


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises:
        SettingsError: the address or port cannot be listened on.
        StoreError: the store cannot be opened.
    """
    with closing(listening_socket(settings.host, settings.port)) as listener:
        serve_on(listener, settings)


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that a taken port is told before anything else is done.

    Raises:
        SettingsError: the address or port cannot be listened on.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        raise SettingsError(
            f"{host}:{port} cannot be listened on: {reason_of(error)}; choose another with "
            f"--host and --port, or {variable('host')} and {variable('port')}"
        ) from error


def reason_of(error: OSError | UnicodeError) -> str:
    """Return why an address is refused, without repeating it."""
    if isinstance(error, UnicodeError | socket.gaierror):
        # A host that cannot be a name at all is refused by the codec of host names.
        return "there is no such host"
    return os.strerror(error.errno or 0)


def serve_on(listener: socket.socket, settings: Settings) -> None:
    """Serve on a socket that listens already, until interrupted.

    Raises:
        StoreError: the store cannot be opened.
    """
    # Only now, so that `guanxi serve --help` and a taken port need not wait for them.
    from uvicorn import Config, Server

    from api.app import create_app

    app = create_app(settings)
    quiet = logging.getLogger().getEffectiveLevel() > logging.DEBUG
    server = Server(Config(app, log_config=None, access_log=not quiet, lifespan="on"))
    click.echo(f"GraphQL at {address_of(settings)}/graphql (Ctrl-C ends)")
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # uvicorn has ended in good order and passes the signal on.
        click.echo("ended", err=True)


def address_of(settings: Settings) -> str:
    """Return where a browser finds the server."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
