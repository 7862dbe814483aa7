"""The regular expressions that find dates, each with the name of the way it is read."""

import re
from functools import cache

# By their first three letters, which every abbreviation keeps.
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: day for day, name in enumerate("一二三四五六日")}
WEEKDAYS |= {name: day for day, name in enumerate(_WEEK)} | {"天": 6}

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ZH_YEAR = (
    r"(?:(?P<year>(?<!\d)(?<!\d[.,])(?:19|20)\d\d|(?<![一二三四五六七八九〇零])[一二][〇零一二三四五六七八九]{3})"
    r" ?年度?|(?P<year_word>大前年|(?<![大午])前年|去年|今年|明年|(?<![日今])后年)度?)"
)
_ZH_MONTH = r"(?P<month>(?<![\d.])(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])"
_ZH_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|[一二三四五六七八九十]{1,3})"
_TO = r"月?(?:份)? ?[-–—~至到] ?"
# The ranges of months that are a quarter or a half: 1-6月.
_ZH_FIRST_MONTH = (
    rf"(?<![\d.])(?P<first_month>1(?={_TO}[36] ?月)|4(?={_TO}6 ?月)|7(?={_TO}(?:9|12) ?月)"
    rf"|10(?={_TO}12 ?月)){_TO}"
)
# 3个月 has another character between; 12月期 is a term and 6月龄 an age.
_ZH_DAY_OF_MONTH = (
    rf"(?:{_ZH_FIRST_MONTH})?{_ZH_MONTH} ?月(?![期龄饼亮球])(?:份)?"
    rf"(?: ?{_ZH_DAY} ?[日号](?!线|店|楼|院|机))?"
)
_ZH_PERIOD = r"(?P<period>[上下]半年|第?[一二三四1-4] ?季度|[Qq][1-4]|[Hh][12])"
_ZH_LEAD = r"(?:(?P<since>自从?|早在) ?|(?P<vague>大约|约) ?)?"
_ZH_EDGE = (
    r"(?: ?(?P<vague_after>年?(?:初(?![创级步始中次])|底(?![薪层特部])|末|前后|左右)"
    r"|年?中(?=[,，。、)）时]|$)|[上中下]旬))?"
    r"(?: ?(?:(?P<since_after>以来|起(?![诉步草初来源码])|[之以]后|后(?![来续期面疫市台的]))"
    r"|(?P<until_after>[之以]前|前(?![后十百夕\d一二三四两几往台端景任期列沿]))))?"
)

_MONTH = (
    r"(?P<month_name>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_LEAD = (
    r"(?:(?P<since>[Ss]ince|[Aa]fter)|(?P<until>[Bb]y|[Bb]efore|[Uu]ntil|[Tt]ill)"
    r"|(?P<vague>[Ee]arly|[Ll]ate|[Mm]id|[Aa]round|[Cc]irca|(?:[Tt]he )?(?:end|start|beginning"
    r"|middle) of))[ -](?:the )?"
)
# Words before a month or year that are no part of it.
_AT = r"(?:(?<=\b[Ii]n )|(?<=\b[Dd]uring )|(?<=\b[Ff]rom )|(?<=\b[Oo]f ))"
_NO_COUNT = (
    r"(?![\d-]|[,.]\d|%| ?(?:per cent|percent|million|billion|people|firms|companies|employees"
    r"|workers|units|times|yuan|dollars|euros))"
)
_YEAR_WORD = r"(?P<year_word>(?i:(?:earlier |later )?this year|last year|next year))\b"
_QUARTER = r"(?:Q[1-4]|[1-4]Q|H[12]|[12]H)"
_SPELLED_PERIOD = (
    r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ -]quarter|(?:[Ff]irst|[Ss]econd)[ -]half"
)
# Elsewhere Q3 is a car and H2 a gas.
_OPENING = (
    r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bfor )|(?<=\bthe )|(?<=\bits )|(?<=[,，。;；、(（:：在]))"
)

_CHINESE = [
    # 2024年3月19日, 去年5月, 2025年上半年, 2023年初, 2024年1-6月
    (
        "calendar",
        rf"{_ZH_LEAD}{_ZH_YEAR}(?: ?(?:{_ZH_DAY_OF_MONTH}|的?{_ZH_PERIOD}))?{_ZH_EDGE}",
    ),
    # 24年3月
    ("calendar", rf"(?<![\d.])(?P<year>2\d)年(?=\d{{1,2}}月){_ZH_DAY_OF_MONTH}"),
    # 8月3日, 6月, 八月三日
    (
        "calendar",
        rf"{_ZH_LEAD}(?<![\d一二三四五六七八九十个年每.])(?<!\d[-–—~至到]){_ZH_DAY_OF_MONTH}{_ZH_EDGE}",
    ),
    # 上半年, 三季度; the first three quarters (前三季度) are none of ours
    (
        "calendar",
        r"(?<![\d年前两几A-Za-z])(?P<period>[上下]半年|第?[一二三四] ?季度)" + _ZH_EDGE,
    ),
    (
        "calendar",
        r"(?<![\d每跨近当同全两一二三四五六七八九十今去前明])年(?P<vague>[底末初])(?!货)"
        r"(?P<until_after>[之以]?前)?",
    ),
    (
        "relative_month",
        r"(?P<month_word>上上月|上个?月|本月|这个月|下个?月)(?:份|[底初末])?"
        rf"(?: ?{_ZH_DAY} ?[日号])?",
    ),
    (
        "relative_day",
        r"(?P<day_word>前天|(?<!之)前日|昨[天日晚]|今[天晚早]|今日(?!头条)|明天|明日(?!方舟|之星)|后天)",
    ),
    (
        "weekday",
        r"(?<![一二两三四五六七八九十几\d每])(?P<which>[上本这下])?个?(?:周|星期|礼拜)"
        r"(?P<weekday>[一二三四五六日天])(?![个年次期到报刊福围])",
    ),
]
_ENGLISH = [
    # March 2024, October 18, 2024, late March 2024
    ("calendar", rf"\b(?:{_LEAD})?{_MONTH} (?:{_DAY},? ?)?(?:of )?{_YEAR}(?!\d)"),
    # 18 Oct 2024, 18th of October
    ("calendar", rf"(?<![\d$€£¥])(?<!\d[.,])\b{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}(?!\d))?"),
    # March 18
    (
        "calendar",
        rf"\b(?:{_LEAD})?{_MONTH} {_DAY}(?!,? ?\d|[%A-Za-z.]\w| (?:million|billion|per cent))",
    ),
    # in August, since May
    ("calendar", rf"\b(?:{_LEAD}|{_AT}){_MONTH}(?!,? \d)"),
    # H1 2025, Q3'24, 1H25, the third quarter of 2024
    (
        "calendar",
        rf"(?<![A-Za-z\d-])(?P<period>{_QUARTER}|{_SPELLED_PERIOD})(?:,? (?:of )?"
        rf"(?:{_YEAR}(?!\d)|{_YEAR_WORD}))",
    ),
    ("calendar", rf"(?<![A-Za-z\d-])(?P<period>{_QUARTER})'?(?P<year>2\d)(?![A-Za-z\d])"),
    ("calendar", rf"(?<![A-Za-z\d-]){_YEAR} ?(?P<period>{_QUARTER})(?![A-Za-z\d])"),
    ("calendar", rf"{_OPENING}(?P<period>{_QUARTER})(?![A-Za-z\d-])"),
    ("calendar", rf"\b(?P<period>{_SPELLED_PERIOD})(?![a-z-])"),
    # in 2024, since 2019, late 2023, last year
    ("calendar", rf"\b(?:{_LEAD}|{_AT})(?:the year )?{_YEAR}{_NO_COUNT}"),
    ("calendar", rf"\b(?:{_LEAD})?{_YEAR_WORD}"),
    # 2024-03-19, 2024/3/19, 2024.3.19, 2024-03
    (
        "calendar",
        rf"(?<![\d./-]){_YEAR}(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
        r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d|[./-]\d)",
    ),
    ("calendar", rf"(?<![\d./-]){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-]|\.\d)"),
    (
        "relative_month",
        r"\b(?P<month_word>(?i:(?:earlier |later )?this month|(?:last|next) month))\b",
    ),
    (
        "relative_day",
        r"(?P<day_word>\b(?:the day before )?yesterday\b|\b(?:today|tonight|tomorrow)\b(?!')"
        r"|(?<![A-Za-z] )\b(?:Yesterday|Today|Tonight|Tomorrow)\b(?!'))",
    ),
    ("named_month", rf"\b(?P<which>[Ll]ast|[Nn]ext) {_MONTH}(?!,? \d)"),
    (
        "weekday",
        r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?"
        r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
    ),
]


@cache
def date_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return a pattern for each way of writing dates, with how it is read; they may overlap."""
    return tuple((reader, re.compile(source)) for reader, source in _CHINESE + _ENGLISH)
