"""Where the kind files are, and one more of them that only tests add."""

from pathlib import Path

KINDS = Path(__file__).parents[2] / "schema" / "kinds"
ADVISES = """\
label: {zh: 提供咨询, en: advises}
reverse_label: {zh: 受其咨询, en: is advised by}
description: {zh: 企业为另一企业出主意。, en: A firm gives counsel to another.}
followthemoney: [UnknownLink]
source: [FIRM, PERSON]
target: [FIRM]
symmetric: false
properties:
  since:
    type: date
    label: {zh: 起始, en: Since}
    description: {zh: 从何时起。, en: From when on.}
"""
