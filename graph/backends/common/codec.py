"""Records as plain JSON values and back, exactly: decimals as text, defaults left out."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from schema.errors import ContractError

T = TypeVar("T")
Reader = Callable[[Any, str], Any]


def to_plain(value: object) -> Any:
    """Return `value` as what JSON can hold, without the fields that have their default."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(held)
            for field in fields(value)
            if (held := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Decimal | StrEnum):
        return str(value)
    return value


def from_plain(kind: type[T], data: object, *, where: str | None = None) -> T:
    """Return the record or value of `kind` that `to_plain` turned into `data`.

    Args:
        kind: a record class or another type of a record's field.
        data: what JSON held.
        where: what an error calls the place of `data`; the class's name if not given.

    Raises:
        ContractError: `data` is not that; the message names the place and shows the value.
    """
    hint: Any = kind
    record: T = _reader(hint)(data, where or kind.__name__)
    return record


def _default(field: "Field[Any]") -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


@cache
def _reader(hint: Any) -> Reader:
    """Return the function that reads a value of the type `hint`, made once a type."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _union_reader(get_args(hint))
    if origin is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(_reader(get_args(hint)[1]))
    if is_dataclass(hint):
        return _record_reader(hint)
    if issubclass(hint, Decimal | StrEnum):
        return _text_reader(hint)
    return _scalar_reader(hint)


def _record_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind) if field.init}
    needed = {field.name for field in fields(kind) if _default(field) is MISSING}

    def read(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping):
            raise ContractError(f"{where}: {data!r} is not an object")
        if lacking := needed - data.keys():
            raise ContractError(f"{where}: {sorted(lacking)[0]!r} is missing in {dict(data)!r}")
        if unknown := data.keys() - readers.keys():
            raise ContractError(f"{where}: unknown key {sorted(map(str, unknown))[0]!r}")
        return kind(**{name: readers[name](held, f"{where}.{name}") for name, held in data.items()})

    return read


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    others = tuple(kind for kind in kinds if kind is not type(None))
    inner = _reader(others[0]) if len(others) == 1 else None

    def read(data: Any, where: str) -> Any:
        if data is None and len(others) < len(kinds):
            return None
        if inner is not None:
            return inner(data, where)
        if type(data) not in others:
            raise ContractError(f"{where}: {data!r} is of a wrong type")
        return data

    return read


def _tuple_reader(item: Reader) -> Reader:
    def read(data: Any, where: str) -> Any:
        if not isinstance(data, list | tuple):
            raise ContractError(f"{where}: {data!r} is not a list")
        return tuple([item(held, where) for held in data])

    return read


def _mapping_reader(item: Reader) -> Reader:
    def read(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
            raise ContractError(f"{where}: {data!r} is not an object")
        return {key: item(held, f"{where}.{key}") for key, held in data.items()}

    return read


def _text_reader(kind: Any) -> Reader:
    def read(data: Any, where: str) -> Any:
        try:
            if isinstance(data, str):
                return kind(data)
        except (ValueError, InvalidOperation):
            pass
        raise ContractError(f"{where}: {data!r} is not a {kind.__name__}")

    return read


def _scalar_reader(kind: Any) -> Reader:
    def read(data: Any, where: str) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return float(data)
        raise ContractError(f"{where}: {data!r} is not a {kind.__name__}")

    return read
