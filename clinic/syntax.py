"""What PyYAML's own words about broken YAML mean to somebody who has never heard of YAML."""

from collections.abc import Mapping

import yaml

from clinic.mistakes import Mistake, Remark, remark

QUOTE_IT = remark('put the text in quotes: "…"')


def _begins(sign: str) -> Remark:
    return remark('a text cannot begin with "{sign}"; {quote_it}', sign=sign, quote_it=QUOTE_IT)


# In the problem or in its context → what to do.
ADVICE: Mapping[str, Remark] = {
    "'\\t'": remark("a tab stands here; indent with spaces"),
    "quoted scalar": remark(
        "a text in quotes has no closing quote, or a quote or backslash inside; write {sign} for it", sign='\\"'
    ),
    "cannot start any token": remark("a text cannot begin with this sign; {quote_it}", quote_it=QUOTE_IT),
    "alias": _begins("*"),
    "anchor": _begins("&"),
    "tag": _begins("!"),
    "directive": remark('a line cannot begin with "%"; {quote_it}', quote_it=QUOTE_IT),
    "block scalar": remark('after "{one}" or "{two}" the text begins on the next line', one="|", two=">"),
    "node content": remark("a value is missing before this, or a bracket, comma or dash stands where none belongs"),
    "flow mapping": remark("a {{ is not closed by }}, a quote is not closed, or a comma between two fields is missing"),
    "flow sequence": remark("a [ is not closed by ], a quote is not closed, or a comma between two entries is missing"),
    "mapping values": remark(
        'a second ": " in one line; {quote_it}, or indent the line as its neighbours', quote_it=QUOTE_IT
    ),
    "expected ':'": remark('a colon is missing; write the line as "name: value"'),
    "block mapping": remark("this line is indented differently from its neighbours, or quotes end too early"),
    "sequence entries": remark("this dash stands where no list can begin; put it on a line of its own, indented"),
    "document start": remark("the file begins with something that is no field; begin it as the demo clinic's"),
    "block collection": remark("this dash is indented differently from its neighbours"),
}
TOLD_WHERE_IT_BEGINS = {"quoted scalar", "flow mapping", "flow sequence", "expected ':'"}


def explained(error: yaml.YAMLError, text: str) -> Mistake:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Mistake(line, "", remark("an invisible character stands here that a text cannot have; delete it"))
    assert isinstance(error, yaml.MarkedYAMLError)
    said = f"{error.problem} {error.context or ''}"
    for words, advice in ADVICE.items():
        if words in said:
            mark = (words in TOLD_WHERE_IT_BEGINS and error.context_mark) or error.problem_mark
            return Mistake(mark.line + 1 if mark else 0, "", advice)
    unknown = remark("cannot be read: {problem}", problem=error.problem)
    return Mistake(error.problem_mark.line + 1 if error.problem_mark else 0, "", unknown)
