"""What a Swift file says, by its text alone: imports, declarations, names that it uses,
functions. Comments and strings are taken out first; code within strings stays."""

import bisect
import functools
import re

MODIFIERS = r"(?:(?:@\w+(?:\([^)\n]*\))?|public|package|internal|final|indirect|nonisolated(?:\(\w+\))?|open)\s+)*"
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|typealias|let|var)\s+)?(\w+)",
    re.M)
TOP_TYPE = re.compile(r"^" + MODIFIERS + r"(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)", re.M)
TOP_FUNCTION = re.compile(r"^" + MODIFIERS + r"func\s+(\w+)", re.M)
ANY_TYPE = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias|associatedtype)\s+([A-Z]\w*)")
TYPE_USE = re.compile(r"(?<![.\w])[A-Z]\w*")
CALL = re.compile(r"(?<![.\w])(?<!func )([a-z]\w*)\(")
FUNCTION = re.compile(r"\b(?:func\s+(\w+|[^\s\w(]+)\s*(?:<[^({]*>)?|(init)[?!]?(?:<[^({]*>)?)\s*\(")
SIGNATURE_ENDS = re.compile(
    r"\n\s*(?:func|var|let|init|static|case|public|package|private|fileprivate|mutating|@|subscript|struct|enum|extension)\b|[};=]|\n\s*\n")


class SwiftFile:
    def __init__(self, path, module, folder):
        self.path, self.module, self.folder = path, module, folder
        text = path.read_text()
        self.lines = text.count("\n")
        self.code = without_comments(text)

    @functools.cached_property
    def imports(self):
        return set(IMPORT.findall(self.code))

    @functools.cached_property
    def top_names(self):
        """What the file declares outside every brace and other files can see."""
        outside = outside_braces(self.code)
        return set(TOP_TYPE.findall(outside)) | set(TOP_FUNCTION.findall(outside))

    @functools.cached_property
    def nested_types(self):
        found = ANY_TYPE.findall(self.code)
        return {name for name in found if name not in self.top_names}

    @functools.cached_property
    def uses(self):
        return set(TYPE_USE.findall(self.code)) | set(CALL.findall(self.code))

    def functions(self):
        """Name, first line, lines and number of parameters of every function with a body."""
        starts = [0] + [match.end() for match in re.finditer("\n", self.code)]
        for match in FUNCTION.finditer(self.code):
            if match[2] and self.code[match.start() - 1] in ".\\`":
                continue
            close = closing(self.code, match.end() - 1, "(", ")")
            brace = self.code.find("{", close)
            if close < 0 or brace < 0 or SIGNATURE_ENDS.search(self.code, close, brace):
                continue
            end = closing(self.code, brace, "{", "}")
            first, last = (bisect.bisect(starts, place) for place in (match.start(), end))
            yield match[1] or match[2], first, last - first + 1, parameters(self.code[match.end():close])


def without_comments(text):
    """The text with comments and what strings say taken out, line for line."""
    kept, place = [], 0
    opening = re.compile(r'//[^\n]*|/\*|(#*)("""|")')
    while match := opening.search(text, place):
        kept.append(text[place:match.start()])
        if match[0].startswith("//"):
            place = match.end()
        elif match[0] == "/*":
            place = comment_end(text, match.end())
            kept.append("\n" * text.count("\n", match.start(), place))
        else:
            place = string_end(text, match.end(), match[1], match[2], kept)
    return "".join(kept) + text[place:]


def comment_end(text, place):
    depth = 1
    while depth and (match := re.compile(r"/\*|\*/").search(text, place)):
        depth += 1 if match[0] == "/*" else -1
        place = match.end()
    return place if not depth else len(text)


def string_end(text, place, hashes, quote, kept):
    """Where the string ends that begins at the place; code within it is kept."""
    marks = re.compile(r"\\%s(\(|.)|%s%s|\n" % (hashes, quote, hashes), re.S)
    kept.append('""')
    while match := marks.search(text, place):
        place = match.end()
        if match[1] == "(":
            end = interpolation_end(text, place)
            kept.append(" " + without_comments(text[place:end]) + " ")
            place = end + 1
        elif match[0] == "\n":
            kept.append("\n")
            if quote == '"':
                return place
        elif match[0].startswith(quote):
            return place
        elif match[1] == "\n":
            kept.append("\n")
    return len(text)


def interpolation_end(text, place):
    depth, quoted = 1, False
    for index in range(place, len(text)):
        letter = text[index]
        if letter == '"' and text[index - 1] != "\\":
            quoted = not quoted
        elif not quoted and letter in "()":
            depth += 1 if letter == "(" else -1
            if not depth:
                return index
    return len(text)


def outside_braces(code):
    kept, place, depth = [], 0, 0
    for match in re.finditer(r"[{}]", code):
        if not depth:
            kept.append(code[place:match.start()])
        depth += 1 if match[0] == "{" else -1
        place = match.end()
    return "".join(kept) + (code[place:] if not depth else "")


def closing(code, place, opener, closer):
    depth = 0
    for match in re.compile("[%s%s]" % (re.escape(opener), re.escape(closer))).finditer(code, place):
        depth += 1 if match[0] == opener else -1
        if not depth:
            return match.start()
    return -1


def parameters(text):
    """How many parameters the text between a function's parentheses lists."""
    depth, commas = 0, 0
    for letter in text.replace("->", "  "):
        depth += (letter in "([{<") - (letter in ")]}>")
        commas += letter == "," and not depth
    return commas + 1 if text.strip() else 0
