"""Tables in pages, between marks: `<!-- name -->` and `<!-- /name -->`."""
import pathlib


def between(path, name):
    """The text before the mark, between the marks, and after them."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = pathlib.Path(path).read_text(encoding="utf-8")
    if begin not in page or end not in page:
        raise SystemExit(f"{path} lacks the marks {begin} and {end}")
    head, rest = page.split(begin, 1)
    old, tail = rest.split(end, 1)
    return head + begin, old, end + tail


def insert(path, name, text):
    """Replaces what stands between the marks."""
    head, _, tail = between(path, name)
    pathlib.Path(path).write_text(f"{head}\n{text}\n{tail}", encoding="utf-8")


def update(path, name, rows, keys):
    """Replaces the rows of the table between the marks whose first `keys` cells are
    equal, appends new ones, and keeps the rest."""
    _, old, _ = between(path, name)
    lines = [line for line in old.splitlines() if line.startswith("|")]
    kept = {key(line, keys): line for line in lines[2:]}
    kept.update({key(line, keys): line for line in rows})
    insert(path, name, "\n" + "\n".join(lines[:2] + list(kept.values())) + "\n")


def key(line, keys):
    return tuple(cell.strip() for cell in line.strip("|").split("|")[:keys])
