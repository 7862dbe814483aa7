"""One mapping of a kind file, read strictly: every fault is told with file, key and reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import yaml

from schema.errors import OntologyError
from schema.ontology_kinds import Label

try:
    # The C reader takes a tenth of the time; some builds of PyYAML come without it.
    from yaml import CSafeLoader as BaseLoader
except ImportError:  # pragma: no cover
    from yaml import SafeLoader as BaseLoader  # type: ignore[assignment]  # same interface

UPPER_SNAKE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
LOWER_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LANGUAGES = frozenset({"zh", "en"})

Closed = TypeVar("Closed", bound=StrEnum)


class UniqueKeyLoader(BaseLoader):
    """YAML without the habit of letting a repeated key overwrite the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            # A key that is itself a list or mapping is refused by the loader underneath.
            if isinstance(key_node, yaml.ScalarNode) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} stands twice", key_node.start_mark
                )
            if isinstance(key_node, yaml.ScalarNode):
                seen.add(key)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping of a kind file that knows where it stands."""

    file: str
    key: str
    data: Mapping[str, object]

    @classmethod
    def of(cls, file: str, key: str, value: object) -> "Section":
        """Return `value` as a section, or tell why it is not a mapping with names as keys."""
        place = cls(file, key, {})
        if not isinstance(value, dict):
            raise place.fault("", f"must be a mapping, not {value!r}")
        for name in value:
            if not isinstance(name, str):
                raise place.fault("", f"key {name!r} is not a string; put it in quotes")
        return cls(file, key, value)

    def fault(self, key: str, reason: str) -> OntologyError:
        """Return the error for `key` of this section; an empty `key` is the section itself."""
        path = ".".join(part for part in (self.key, key) if part) or "(top)"
        return OntologyError(f"{self.file}: {path}: {reason}")

    def expect(self, required: frozenset[str], optional: frozenset[str] = frozenset()) -> "Section":
        """Return this section once it is sure to hold these keys and no others."""
        for key in sorted(required - self.data.keys()):
            raise self.fault(key, "is missing")
        for key in self.data:
            if key not in required | optional:
                raise self.fault(key, "is not a key that is known here")
        return self

    def text(self, key: str) -> str:
        value = self.data[key]
        if not isinstance(value, str):
            raise self.fault(key, f"must be a string, not {value!r}; put it in quotes")
        if not value or value != value.strip():
            raise self.fault(key, f"is empty or has spaces around it: {value!r}")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, f"must be true or false, not {value!r}")
        return value

    def count(self, key: str) -> int:
        value = self.data[key]
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, f"must be a whole number from 0, not {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of one or more strings, each of them once."""
        value = self.data[key]
        if not isinstance(value, list) or not value:
            raise self.fault(key, f"must be a list of one or more names, not {value!r}")
        for item in value:
            if not isinstance(item, str) or not item:
                raise self.fault(key, f"{item!r} is not a string; put it in quotes")
            if value.count(item) > 1:
                raise self.fault(key, f"{item!r} stands twice")
        return tuple(value)

    def one_of(self, key: str, choices: type[Closed]) -> Closed:
        return self.member(key, self.text(key), choices)

    def member(self, key: str, value: str, choices: type[Closed]) -> Closed:
        try:
            return choices(value)
        except ValueError as error:
            known = ", ".join(choices)
            raise self.fault(key, f"{value!r} is not one of {known}") from error

    def label(self, key: str) -> Label:
        words = self.child(key).expect(LANGUAGES)
        return Label(zh=words.text("zh"), en=words.text("en"))

    def child(self, key: str) -> "Section":
        path = f"{self.key}.{key}" if self.key else key
        return Section.of(self.file, path, self.data[key])

    def children(self, names: re.Pattern[str]) -> Iterator[tuple[str, "Section"]]:
        """Yield each entry of this section as name and section; names must match `names`."""
        for name in self.data:
            if names.fullmatch(name) is None:
                raise self.fault(name, f"name {name!r} does not follow {names.pattern}")
            yield name, self.child(name)


def read_section(path: Traversable | Path, file: str) -> Section:
    """Return the whole of a YAML file as a section; `file` is what errors call it."""
    try:
        # The loader is a safe one: it builds plain values only.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}: (top): is not YAML in UTF-8: {error}") from error
    return Section.of(file, "", data)
