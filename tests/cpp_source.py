"""C++ text as the tidy test reads it: without comments and literals, and cut into functions.

Not a parser: it follows braces, which is enough for the house style. tests/tidy_test.py shows what it knows.
"""

import re
from dataclasses import dataclass

LITERAL = re.compile(
    r"""
    //[^\n]*                                         # a comment to the line's end
  | /\*.*?\*/                                        # a comment with an end of its own
  | (?:u8|[uUL])?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"   # a raw string
  | (?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"                 # a string
  | (?<![0-9a-fA-F])(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+'   # a character, but not the separator of 1'000
    """,
    re.VERBOSE | re.DOTALL,
)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
COMMENT = re.compile(r"^//|^/\*")


def blank(text):
    """As many blanks, with the same line ends."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return LITERAL.sub(lambda m: blank(m.group()) if COMMENT.match(m.group()) else m.group(), text)


def code_only(text):
    """Comments, literals' insides and preprocessor lines blanked; every character keeps its place."""

    def emptied(match):
        found = match.group()
        if COMMENT.match(found):
            return blank(found)
        return found[0] + blank(found[1:-1]) + found[-1] if len(found) > 1 else found

    return DIRECTIVE.sub(lambda m: blank(m.group()), LITERAL.sub(emptied, text))


@dataclass
class Function:
    name: str
    line: int  # of the signature, from 1
    length: int  # lines from the signature to the closing brace


TYPE_OR_NAMESPACE = re.compile(r"\b(?:namespace|class|struct|union|enum|concept)\b")
ASSIGNED = re.compile(r"(?<![=!<>+\-*/%&|^])=(?!=)")
LAMBDA = re.compile(r"\[[^\[\]]*\]\s*(?:<[^<>]*>\s*)?(?:\(|$)")
INITIALISED_MEMBER = re.compile(r"\)[^():]*(?<!:):(?!:).*[\w>]\s*$", re.DOTALL)
NAME = re.compile(r"(operator\s*(?:\(\)|[^\s(]+)|[~\w:]+)\s*\(")


def header_kind(header):
    """What a brace opens that `header` stands before: "scope" (looked into), "function", or "other"."""
    head = re.sub(r"\boperator\s*(?:\(\)|\[\]|[^\s\w(]+)", "operator_", header)
    head = re.sub(r"\btemplate\s*<(?:[^<>]|<[^<>]*>)*>", "", head)
    before_call = head.split("(", 1)[0]
    if re.search(r"\bextern\s*\"", before_call) and "(" not in head:
        return "scope"
    if TYPE_OR_NAMESPACE.search(before_call):
        return "scope"
    if ASSIGNED.search(before_call):
        return "function" if LAMBDA.search(head) else "other"
    if "(" not in head or INITIALISED_MEMBER.search(head):
        return "other"
    return "function"


def matching_brace(code, start):
    depth = 0
    for at in range(start, len(code)):
        if code[at] == "{":
            depth += 1
        elif code[at] == "}":
            depth -= 1
            if depth == 0:
                return at
    return len(code) - 1


def function_name(header):
    names = NAME.findall(header)
    return re.sub(r"\s+", "", names[0]) if names else "lambda"


def functions(text):
    """The functions of a file, lambdas and local types counted to the function they stand in."""
    code = code_only(text)
    out = []
    at = 0
    begin = 0  # of the header: behind the last ; { } or access specifier
    while at < len(code):
        if code[at] in ";}":
            begin = at + 1
        elif code[at] == ":" and re.search(r"\b(?:public|private|protected)\s*$", code[begin:at]):
            begin = at + 1
        elif code[at] == "{":
            header = code[begin:at]
            kind = header_kind(header)
            if kind == "scope":
                begin = at + 1
            else:
                end = matching_brace(code, at)
                if kind == "function":
                    first = begin + len(header) - len(header.lstrip())
                    line = code.count("\n", 0, first) + 1
                    out.append(Function(function_name(header), line, code.count("\n", first, end) + 1))
                    begin = end + 1
                at = end
        at += 1
    return out
