"""What of two folders of results differs, byte by byte, but for what every run says anew."""

import fnmatch
import re
import sqlite3

import hectares

NUMBER = rb"[0-9.]+(?:e[+-]?[0-9]+)?"
STAGES = rb'"seconds" : \{[^}]*\}'

# What is blanked: pattern of files, expression, and why two runs of one command differ there.
BLANKED = [
    ("*.std???", rb"\{\"event\":\"progress\".*\n", "progress is said by the clock"),
    ("*.std???", rb"[0-9.]+ s, (?:peak memory )?[0-9.]+ [kMG]?B", "time and memory"),
    ("*.log", rb"[0-9.]+ s, (?:peak memory )?[0-9.]+ [kMG]?B", "time and memory of a batch's scene"),
    ("*.log", rb"# attempt \d+, [0-9TZ:-]+", "when a batch's scene began"),
    ("*.std???", rb'"(?:seconds|totalSeconds|peakMemoryBytes)" : ' + NUMBER, "time and memory"),
    ("*/run.json", rb'"(?:seconds|totalSeconds|peakMemoryBytes)" : ' + NUMBER, "time and memory"),
    ("*.stdout", STAGES, "time"),
    ("*/run.json", STAGES, "time"),
    ("*/sweep.json", rb'"(?:seconds|totalSeconds|peakMemoryBytes)" : ' + NUMBER, "time and memory"),
    ("*-batch.stderr", rb"done in [0-9.]+ s", "time"),
    ("*-batch.stdout", rb" +[0-9.]+ s +[0-9.]+ [kMG]?B", "time and memory"),
    ("*-batch.stdout", rb'"(?:started|finished)" : "[0-9TZ:-]+"', "when"),
    ("*-batch.stdout", rb'"peakBytes" : \d+', "memory"),
    ("*/batch.csv", rb"[0-9TZ:-]+,[0-9TZ:-]+,[0-9.]+,\d+", "when, time and memory"),
    ("*/batch.sqlite", rb"'(?:done|failed)',1,[01]," + rb",".join([NUMBER] * 3) + rb",\d+", "when, time and memory"),
    ("*/batch.sqlite", rb'"(?:jobs|retries|threads)":\d+,?', "settings without an order of keys"),
    ("*/report.html", rb'<div><dt>Time of all scenes</dt>.*?</dl>', "when, time and memory"),
    ("*/report.html", rb'<td class="n">[0-9.]+ (?:s|[kMG]?B)</td>', "time and memory of a batch's scene"),
]

# Blanked too where the two commands call themselves by different versions: digests and
# sizes of files that hold the version (the files are compared themselves).
DIGESTS = ("*.json", rb'"(?:sha256" : "[0-9a-f]{64}"|bytes" : \d+)', "the version in files")

# What a row of expected.md may name as the only part of a file that differs.
PARTS = {"hectares": hectares.without}


class Comparison:
    def __init__(self, versions):
        first, second = versions
        version = b"|".join(re.escape(text.encode()) for text in versions)
        self.blanked = BLANKED + (
            [DIGESTS, ("*", version, "the version")] if first != second else [])

    def differences(self, old, new):
        """Pairs of a file's name and where its first difference is."""
        for name in sorted(files(old) | files(new)):
            first, second = old / name, new / name
            if not first.exists():
                yield name, "is only in the new results"
            elif not second.exists():
                yield name, "is only in the old results"
            else:
                place = first_difference(self.content(name, first), self.content(name, second))
                if place:
                    yield name, place

    def differs_but_for(self, what, old, new, name):
        """Where a file differs apart from what is meant to differ; None where nowhere."""
        contents = [PARTS[what](name, self.content(name, side / name)) for side in (old, new)]
        return "cannot be told apart from its %s" % what if None in contents else first_difference(*contents)

    def content(self, name, path):
        content = database_text(path) if path.suffix == ".sqlite" else path.read_bytes()
        for pattern, expression, _ in self.blanked:
            if fnmatch.fnmatch(name, pattern):
                content = re.sub(expression, b"", content)
        return content


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")
            if path.is_symlink() or not path.is_dir()}


def database_text(path):
    """What a batch's database says: the same rows may lie in other pages."""
    database = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    try:
        return "\n".join(database.iterdump()).encode()
    finally:
        database.close()


def first_difference(old, new):
    if old == new:
        return None
    if is_text(old) and is_text(new):
        return first_line(old.decode().splitlines(), new.decode().splitlines())
    offset = next((i for i, pair in enumerate(zip(old, new)) if pair[0] != pair[1]),
                  min(len(old), len(new)))
    return "byte %d (%d and %d bytes)" % (offset, len(old), len(new))


def is_text(content):
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def first_line(old, new):
    for number, (first, second) in enumerate(zip(old, new), 1):
        if first != second:
            return "line %d: %s | %s" % ((number,) + around(first, second))
    return "line %d: only one goes on (%d and %d lines)" % (
        min(len(old), len(new)) + 1, len(old), len(new))


def around(first, second):
    """The two lines, cut about where they part."""
    begin = next((i for i, pair in enumerate(zip(first, second)) if pair[0] != pair[1]), 0)
    begin = max(0, begin - 30)
    return first[begin:begin + 100], second[begin:begin + 100]
