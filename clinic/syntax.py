"""What PyYAML's own words about broken YAML mean to somebody who has never heard of YAML."""

import yaml

from clinic.mistakes import Mistake

QUOTE_IT = 'put the text in quotes: "…"'

# (in the problem or in its context, what to do, whether to point at the beginning of what is broken)
ADVICE = (
    ("'\\t'", "a tab stands here; indent with spaces", False),
    ("quoted scalar", 'a text in quotes has no closing quote, or a quote or backslash inside; write \\" for it', True),
    ("cannot start any token", f"a text cannot begin with this sign; {QUOTE_IT}", False),
    ("alias", f'a text cannot begin with "*"; {QUOTE_IT}', False),
    ("anchor", f'a text cannot begin with "&"; {QUOTE_IT}', False),
    ("tag", f'a text cannot begin with "!"; {QUOTE_IT}', False),
    ("directive", f'a line cannot begin with "%"; {QUOTE_IT}', False),
    ("block scalar", 'after "|" or ">" the text begins on the next line', False),
    ("node content", "a value is missing before this, or a bracket, comma or dash stands where none belongs", False),
    ("flow mapping", "a { is not closed by }, a quote is not closed, or a comma between two fields is missing", True),
    ("flow sequence", "a [ is not closed by ], a quote is not closed, or a comma between two entries is missing", True),
    ("mapping values", f'a second ": " in one line; {QUOTE_IT}, or indent the line as its neighbours', False),
    ("expected ':'", 'a colon is missing; write the line as "name: value"', True),
    ("block mapping", "this line is indented differently from its neighbours, or quotes end too early", False),
    ("sequence entries", "this dash stands where no list can begin; put it on a line of its own, indented", False),
    ("document start", "the file begins with something that is no field; begin it as the demo clinic's", False),
    ("block collection", "this dash is indented differently from its neighbours", False),
)


def explained(error: yaml.YAMLError, text: str) -> Mistake:
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Mistake(line, "", "an invisible character stands here that a text cannot have; delete it")
    assert isinstance(error, yaml.MarkedYAMLError)
    said = f"{error.problem} {error.context or ''}"
    for words, advice, at_beginning in ADVICE:
        if words in said:
            mark = (at_beginning and error.context_mark) or error.problem_mark
            return Mistake(mark.line + 1 if mark else 0, "", advice)
    return Mistake(error.problem_mark.line + 1 if error.problem_mark else 0, "", f"cannot be read: {error.problem}")
