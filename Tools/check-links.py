#!/usr/bin/env python3
"""Checks that the links of all pages lead somewhere.

usage: check-links.py [FOLDER]

Every relative link and image of every Markdown file must name a file of the repository
and, after `#`, a heading of it. Paths in `code` that begin with a folder of the root must
exist too (`*` stands for any characters; NAME, FILE, FOLDER and NN are placeholders). Links to other sites are not followed. Ends with 1 if something is missing.
"""
import glob
import pathlib
import re
import sys

SKIPPED = {".build", ".git", ".venv", "bench", "demo", "Corpus", "Fixtures"}
ROOTS = ("Sources/", "Tests/", "Tools/", "docs/", "scenes/", "styles/", "Examples/")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"`([^`\n]+)`")


def pages(root):
    for path in sorted(root.rglob("*.md")):
        inside = path.relative_to(root)
        if not any(part in SKIPPED or part.startswith(".build") for part in inside.parts):
            yield path


def headings(path):
    """The anchors of a page, as GitHub makes them."""
    counts, anchors = {}, set()
    for line in FENCE.sub("", path.read_text(encoding="utf-8")).splitlines():
        match = re.match(r"#{1,6}\s+(.*?)\s*#*$", line)
        if not match:
            continue
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1)).lower()
        slug = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        count = counts.get(slug, 0)
        counts[slug] = count + 1
        anchors.add(f"{slug}-{count}" if count else slug)
    return anchors


def broken_link(page, target):
    """What is wrong with a link; None if nothing."""
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.exists():
        return f"there is no file '{name}'"
    if anchor and file.suffix == ".md" and anchor not in headings(file):
        return f"'{name or page.name}' has no heading '#{anchor}'"
    return None


def broken_path(root, code):
    path = code.split()[0].rstrip(",;:") if code.startswith(ROOTS) else ""
    if not path or re.search(r"[<>{}…]|\b(NAME|FILE|FOLDER|NN)\b", path):
        return None
    return None if glob.glob(str(root / path)) else f"there is no file '{path}'"


def problems(root, page):
    text = FENCE.sub(lambda match: "\n" * match.group().count("\n"), page.read_text("utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        plain = CODE.sub("", line)
        found = [broken_link(page, target) for target in LINK.findall(plain)]
        found += [broken_path(root, code) for code in CODE.findall(line)]
        for problem in filter(None, found):
            yield f"{page.relative_to(root)}:{number}: {problem}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    found = [problem for page in pages(root) for problem in problems(root, page)]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


main()
