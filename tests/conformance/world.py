"""A small graph in both languages, with one of everything that a store must tell apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from graph.identity import appearance_id, claim_id, entity_id, fact_id
from graph.store import GraphStore
from schema.money import Money
from schema.records import (
    SOURCE,
    SUBJECT,
    TARGET,
    Appearance,
    Article,
    Claim,
    Edge,
    Entity,
    Fact,
    FactKind,
    Judgement,
    Mention,
    Participant,
    Span,
    Statement,
    Verdict,
)

RECORDED = "2024-09-01T00:00:00+00:00"

ZH = Article(
    "zh-1",
    "宁德时代向特斯拉供货。宁德时代在宁德。",
    "电池",
    "zh",
    "2024-03-01",
    "https://news.example/zh-1",
    "日报",
)
EN = Article(
    "en-1",
    "Tesla buys cells from CATL. Google licensed Character.AI.",
    "Cells",
    "en",
    "2024-08-03T10:00:00+08:00",
)
UNDATED = Article("en-0", "BYD rivals CATL.", "Rivals", "en")


@dataclass
class World:
    """Records by short names, and how they are written to a store."""

    articles: list[Article] = field(default_factory=lambda: [ZH, EN, UNDATED])
    appearances: dict[str, list[Appearance]] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    support: dict[str, list[str]] = field(default_factory=dict)
    edges: dict[str, list[Edge]] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)

    def id(self, name: str) -> str:
        """Return the id of the entity or fact with this short name."""
        return self._ids()[name]

    def ids(self, *names: str) -> list[str]:
        return [self.id(name) for name in names]

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the short names of entities and facts."""
        short = {id: name for name, id in self._ids().items()}
        return [short[id] for id in ids]

    def _ids(self) -> dict[str, str]:
        entities = {name: held.id for name, held in self.entities.items()}
        return entities | {name: held.id for name, held in self.facts.items()}

    def write(self, store: GraphStore) -> None:
        with store.transaction() as transaction:
            for article in self.articles:
                transaction.put_article(
                    article,
                    RECORDED,
                    self.appearances.get(article.id, []),
                    self.mentions.get(article.id, []),
                    self.claims.get(article.id, []),
                )
            transaction.put_entities(
                [(held, self.members[name]) for name, held in self.entities.items()]
            )
            transaction.put_facts(
                [
                    (held, self.support[name], self.edges.get(name, []))
                    for name, held in self.facts.items()
                ]
            )
            transaction.put_judgements(self.judgements)

    def add_entity(
        self, short: str, type: str, name: str, *aliases: str, told: dict[str, list[str]]
    ) -> None:
        """Add an entity whose appearances are told by articles, each with names in its text."""
        texts = {article.id: article.text for article in self.articles}
        self.members[short] = []
        mentions = 0
        for article, names in told.items():
            id = appearance_id(article, type, names[0])
            keys = tuple(f"key:{each}" for each in names)
            appearance = Appearance(id, article, type, names[0], tuple(names[1:]), keys)
            self.appearances.setdefault(article, []).append(appearance)
            self.members[short].append(id)
            for each in names:
                start = texts[article].find(each)
                while start >= 0:
                    span = Span(start, start + len(each), each)
                    self.mentions.setdefault(article, []).append(Mention(id, article, span))
                    mentions += 1
                    start = texts[article].find(each, start + 1)
        external = {"wikidata": f"Q-{short}"} if short == "catl" else {}
        self.entities[short] = Entity(
            entity_id(type, f"key:{next(iter(told.values()))[0]}"),
            type,
            name,
            aliases,
            external,
            len(told),
            mentions,
        )

    def add_fact(
        self,
        short: str,
        kind: FactKind,
        type: str,
        parties: dict[str, str],
        *,
        told: dict[str, str | None],
        statement: Statement | None = None,
        confidence: float = 0.9,
        draws: tuple[str, str] | None = None,
        symmetric: bool = False,
        valid: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Add a fact with a claim for each article in `told`, reported at the time beside it."""
        said = statement or Statement()
        id = fact_id(kind, type, short)
        dates = sorted(time for time in told.values() if time is not None)
        first = dates[0] if dates else None
        self.support[short] = []
        for article, reported in told.items():
            claim = Claim(
                claim_id(article, kind, type, short),
                article,
                kind,
                type,
                tuple(
                    Participant(role, self._appearance(article, name))
                    for role, name in parties.items()
                ),
                said,
                (Span(0, 4, next(each.text[:4] for each in self.articles if each.id == article)),),
                confidence,
                "test",
                "1",
                reported,
                RECORDED,
            )
            self.claims.setdefault(article, []).append(claim)
            self.support[short].append(claim.id)
        people = tuple(Participant(role, self.id(name)) for role, name in parties.items())
        self.facts[short] = Fact(
            id, kind, type, people, said, confidence, len(told), (), *valid, first
        )
        if draws is not None:
            source, target = (self.id(parties[role]) for role in draws)
            edge = Edge(id, type, source, target, symmetric, confidence, *valid, first)
            self.edges[short] = [edge]

    def _appearance(self, article: str, name: str) -> str:
        told = {each.id for each in self.appearances[article]}
        return next(id for id in self.members[name] if id in told)


def make_world() -> World:
    world = World()
    world.add_entity(
        "catl",
        "FIRM",
        "宁德时代",
        "CATL",
        "Contemporary Amperex",
        told={"zh-1": ["宁德时代"], "en-1": ["CATL"], "en-0": ["CATL"]},
    )
    world.add_entity(
        "tesla", "FIRM", "Tesla", "特斯拉", told={"en-1": ["Tesla"], "zh-1": ["特斯拉"]}
    )
    world.add_entity("byd", "FIRM", "BYD", "比亚迪", told={"en-0": ["BYD"]})
    world.add_entity("google", "FIRM", "Google", "谷歌", told={"en-1": ["Google"]})
    world.add_entity("character", "FIRM", "Character.AI", told={"en-1": ["Character.AI"]})
    world.add_entity("ningde", "PLACE", "宁德", told={"zh-1": ["宁德"]})
    world.add_entity("belt", "CLUSTER", "宁德锂电集群", told={"zh-1": ["宁德锂电集群"]})
    _add_relations(world)
    _add_deals(world)
    world.add_fact(
        "revenue",
        FactKind.INDICATOR,
        "REVENUE",
        {SUBJECT: "catl"},
        told={"zh-1": "2024-03-01"},
        statement=Statement(date="2023", value=Decimal("400917044900.10"), unit="CNY"),
    )
    left, right = world.members["catl"][:2]
    world.judgements = [
        Judgement("j1", left, right, Verdict.SAME, "rule:alias", ("same alias",), 0.9, RECORDED),
        Judgement("j2", right, "elsewhere", Verdict.DIFFERENT, "user:ann", (), 1.0, RECORDED),
    ]
    return world


def _add_relations(world: World) -> None:
    ends = (SOURCE, TARGET)
    world.add_fact(
        "supplies",
        FactKind.RELATION,
        "SUPPLIES",
        {SOURCE: "catl", TARGET: "tesla"},
        told={"en-1": "2024-08-03T10:00:00+08:00", "zh-1": "2024-03-01"},
        statement=Statement(properties={"product": "电池", "exclusive": False, "share": 0.5}),
        draws=ends,
        valid=("2020", "2025-06"),
    )
    world.add_fact(
        "rivals",
        FactKind.RELATION,
        "COMPETES_WITH",
        {SOURCE: "byd", TARGET: "catl"},
        told={"en-0": None},
        draws=ends,
        symmetric=True,
        confidence=0.7,
    )
    world.add_fact(
        "located",
        FactKind.RELATION,
        "LOCATED_IN",
        {SOURCE: "catl", TARGET: "ningde"},
        told={"zh-1": "2024-03-01"},
        draws=ends,
        confidence=0.8,
    )
    world.add_fact(
        "anchors",
        FactKind.RELATION,
        "ANCHORS",
        {SOURCE: "catl", TARGET: "belt"},
        told={"zh-1": "2024-03-01"},
        draws=ends,
        confidence=0.6,
    )
    world.add_fact(
        "partners",
        FactKind.RELATION,
        "PARTNERS_WITH",
        {SOURCE: "google", TARGET: "tesla"},
        told={"en-1": "2024-08-03T10:00:00+08:00"},
        draws=ends,
        symmetric=True,
        confidence=0.5,
    )


def _add_deals(world: World) -> None:
    world.add_fact(
        "licence",
        FactKind.DEAL,
        "LICENCE",
        {"LICENSOR": "character", "LICENSEE": "google"},
        told={"en-1": "2024-08-03T10:00:00+08:00"},
        statement=Statement(
            status="ANNOUNCED", date="2024-08-02", amount=Money(Decimal("2.70E+9"), "USD")
        ),
        draws=("LICENSOR", "LICENSEE"),
    )
    world.add_fact(
        "contract",
        FactKind.DEAL,
        "SUPPLY_CONTRACT",
        {"SUPPLIER": "catl", "CUSTOMER": "tesla"},
        told={"zh-1": "2024-03-01"},
        statement=Statement(status="SIGNED", date="2024", stake=Decimal("0.10")),
        draws=("SUPPLIER", "CUSTOMER"),
        confidence=0.95,
    )
    world.add_fact(
        "rumour",
        FactKind.DEAL,
        "INVESTMENT",
        {"INVESTOR": "google", "INVESTEE": "tesla"},
        told={"en-1": "2024-08-03T10:00:00+08:00"},
        statement=Statement(status="RUMOURED"),
        draws=("INVESTOR", "INVESTEE"),
        confidence=0.4,
    )
