"""How large a query may be, counted before anything runs."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
)
from strawberry.extensions import SchemaExtension

from api.graphql.connections import MAX_FIRST
from schema.errors import LimitError

MAX_DEPTH = 15
"""Levels of fields below one another."""

MAX_ALIASES = 30
"""Fields that are asked for under another name, and so more than once."""

MAX_COST = 100_000
"""Records that one query may ask for at most: about a second of the store's work."""

LIST_LENGTH = 5
"""Counted for a list that takes no `first`, such as the parties of a deal or a fact's claims."""


class QueryLimits(SchemaExtension):
    """Refuses a query that is too deep, or asks for too much.

    Strawberry's own limits of depth and aliases follow each use of a fragment, so that sixty
    fragments that use each other twice keep them busy for ever; here each is counted once.
    """

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        rule = limits_rule(context.variables or {})
        context.validation_rules = (*context.validation_rules, rule)
        yield


def limits_rule(variables: Mapping[str, Any]) -> type[ValidationRule]:
    """Return a rule that knows the values of a query's variables."""

    class LimitsRule(ValidationRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.counter = Counter(context, variables)
            self.aliases = 0

        def enter_field(self, node: FieldNode, *_: object) -> None:
            self.aliases += node.alias is not None
            if node.alias is not None and self.aliases == MAX_ALIASES + 1:
                self.refuse(f"this query has more than {MAX_ALIASES} aliases", node)

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
            root = self.context.schema.get_root_type(node.operation)
            if root is None:
                return
            extent = self.counter.selections(node.selection_set, root)
            if extent.depth > MAX_DEPTH:
                self.refuse(f"this query has a depth of {extent.depth}, over {MAX_DEPTH}", node)
            elif extent.cost > MAX_COST:
                self.refuse(
                    f"this query could ask for {extent.cost} records, over {MAX_COST}; "
                    "ask for fewer levels or a smaller `first`",
                    node,
                )

        def refuse(self, message: str, node: Node) -> None:
            self.report_error(GraphQLError(message, node, original_error=LimitError(message)))

    return LimitsRule


class Extent(NamedTuple):
    """How large a part of a query is: the records it could ask for, the levels it goes down."""

    cost: int = 0
    depth: int = 0


class Counter:
    """Counts what selections of one query could ask for."""

    def __init__(self, context: ValidationContext, variables: Mapping[str, Any]) -> None:
        self.context = context
        self.variables = variables
        self.fragments: dict[str, Extent] = {}

    def selections(self, selected: SelectionSetNode, parent: GraphQLCompositeType) -> Extent:
        """Return the extent of what is selected from one record."""
        extents = [self.selection(node, parent) for node in selected.selections]
        return Extent(
            sum(extent.cost for extent in extents),
            max((extent.depth for extent in extents), default=0),
        )

    def selection(self, node: SelectionNode, parent: GraphQLCompositeType) -> Extent:
        if isinstance(node, FieldNode):
            return self.field(node, parent)
        if isinstance(node, FragmentSpreadNode):
            return self.spread(node.name.value)
        if isinstance(node, InlineFragmentNode) and node.type_condition is not None:
            return self.on_type(node.selection_set, node.type_condition.name.value)
        return self.selections(node.selection_set, parent)  # type: ignore[attr-defined]  # an inline fragment is left

    def spread(self, name: str) -> Extent:
        """Return the extent of a named fragment."""
        fragment = self.context.get_fragment(name)
        if fragment is not None and name not in self.fragments:
            # What a fragment holds of itself is another rule's to refuse, and nothing here.
            self.fragments[name] = Extent()
            on = fragment.type_condition.name.value
            self.fragments[name] = self.on_type(fragment.selection_set, on)
        return self.fragments.get(name, Extent())

    def on_type(self, selected: SelectionSetNode, name: str) -> Extent:
        named: Any = self.context.schema.get_type(name)
        return self.selections(selected, named) if is_composite_type(named) else Extent()

    def field(self, node: FieldNode, parent: GraphQLCompositeType) -> Extent:
        """Return the extent of a field: its records, each with what is selected from it."""
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return Extent(0, 1)
        field = parent.fields.get(node.name.value)
        if field is None or node.selection_set is None:
            return Extent(0, 1)
        named: Any = get_named_type(field.type)
        below = self.selections(node.selection_set, named)
        return Extent(self.length(node, field, parent) * (1 + below.cost), 1 + below.depth)

    def length(self, node: FieldNode, field: GraphQLField, parent: GraphQLCompositeType) -> int:
        """Return how many records a field gives at most."""
        if "first" in field.args:
            given = next((a.value for a in node.arguments or () if a.name.value == "first"), None)
            default = field.args["first"].default_value
            first = default if given is None else self.value(given)
            return max(1, min(first, MAX_FIRST)) if isinstance(first, int) else MAX_FIRST
        # The items of a page were counted with the page.
        paged = parent.name.endswith("Connection")
        listed = isinstance(get_nullable_type(field.type), GraphQLList)
        return LIST_LENGTH if listed and not paged else 1

    def value(self, node: object) -> object:
        if isinstance(node, IntValueNode):
            return int(node.value)
        return self.variables.get(node.name.value) if isinstance(node, VariableNode) else None
