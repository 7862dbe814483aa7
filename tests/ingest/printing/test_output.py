import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import orjson
import pytest

from ingest.printing.output import extraction_from_json, extraction_to_json
from schema.contract import check_extraction
from schema.errors import ContractError
from schema.money import Money, parse_money
from schema.records import Extraction
from tests.ingest.samples import EN, ZH, chinese, empty, english

SAMPLES = pytest.mark.parametrize("extraction", [chinese(), english(), empty()])


def printed(extraction: Extraction) -> Any:
    """Return what a reader of the printed JSON gets."""
    return json.loads(json.dumps(extraction_to_json(extraction), ensure_ascii=False))


@SAMPLES
def test_the_output_follows_the_contract(extraction: Extraction) -> None:
    check_extraction(printed(extraction), text=extraction.article.text)


@SAMPLES
def test_an_extraction_comes_back_from_its_output(extraction: Extraction) -> None:
    assert extraction_from_json(printed(extraction), extraction.article.text) == extraction


@SAMPLES
def test_an_object_of_the_contract_comes_back_from_its_extraction(extraction: Extraction) -> None:
    output = printed(extraction)
    assert printed(extraction_from_json(output, extraction.article.text)) == output


@SAMPLES
def test_a_fast_writer_prints_the_same(extraction: Extraction) -> None:
    assert orjson.loads(orjson.dumps(extraction_to_json(extraction))) == printed(extraction)


def test_a_deal_is_printed_as_the_ontology_shows_it() -> None:
    output = printed(chinese())
    words = "𠮷祥电池以6.5亿美元获得Alpha Labs的非独家授权。"
    start = ZH.index(words)
    assert output["deals"][0] == {
        "id": "d1",
        "type": "LICENCE",
        "status": "SIGNED",
        "date": "2024-03",
        "amount": {"value": 650000000, "currency": "USD"},
        "stake": None,
        "valuation": None,
        "properties": {"exclusive": False, "subject": None},
        "participants": [
            {"role": "LICENSOR", "entity": "e2"},
            {"role": "LICENSEE", "entity": "e1"},
        ],
        "evidence": [{"start": start, "end": start + len(words), "text": words}],
        "confidence": 0.9,
    }


def test_an_article_is_printed_with_nulls_for_what_is_not_known() -> None:
    assert printed(english())["article"] == {
        "id": "en-1",
        "title": "Alpha <b>Labs</b> & Beta",
        "language": "en",
        "published": None,
        "url": None,
    }


def test_figures_are_whole_numbers_where_they_can_be() -> None:
    output = extraction_to_json(chinese())
    text = json.dumps(output)
    assert '"value": 1250000000, "unit": "CNY", "date": "2024"' in text
    assert '"value": 0.125, "unit": "fraction", "date": null' in text
    assert '"valuation": {"value": 1234.5, "currency": "CNY"}' in text
    assert '"stake": 0.305' in text


@pytest.mark.parametrize(("text", "value"), [("6.5亿美元", 650000000), ("US$1.25", 1.25)])
def test_sums_as_they_are_read_print_as_plain_numbers(text: str, value: float) -> None:
    extraction = chinese()
    deal = replace(extraction.deals[0], amount=parse_money(text))
    output = printed(replace(extraction, deals=(deal,)))
    assert output["deals"][0]["amount"] == {"value": value, "currency": "USD"}


@pytest.mark.parametrize("digits", ["0", "100.0", "1E+9", "650000000.00"])
def test_whole_sums_have_no_point_however_they_were_reckoned(digits: str) -> None:
    deal = replace(chinese().deals[0], amount=Money(Decimal(digits), "USD"))
    value = printed(replace(chinese(), deals=(deal,)))["deals"][0]["amount"]["value"]
    assert type(value) is int


def test_fractions_come_back_exactly() -> None:
    deal = extraction_from_json(printed(chinese()), ZH).deals[1]
    assert (deal.stake, deal.valuation) == (Decimal("0.305"), Money(Decimal("1234.5"), "CNY"))


def _other_text(output: Any) -> None:
    output["entities"][0]["mentions"][0]["start"] += 1
    output["entities"][0]["mentions"][0]["end"] += 1


def _unknown_type(output: Any) -> None:
    output["entities"][0]["type"] = "COMPANY"


def _no_entity(output: Any) -> None:
    output["deals"][0]["participants"][0]["entity"] = "e9"


def _no_article(output: Any) -> None:
    del output["article"]


@pytest.mark.parametrize("spoil", [_other_text, _unknown_type, _no_entity, _no_article])
def test_an_object_that_breaks_the_contract_is_refused(spoil: Callable[[Any], None]) -> None:
    output = printed(english())
    spoil(output)
    with pytest.raises(ContractError):
        extraction_from_json(output, EN)


@pytest.mark.parametrize("output", [None, [], "x"])
def test_what_is_no_object_is_refused(output: object) -> None:
    with pytest.raises(ContractError):
        extraction_from_json(output, EN)
