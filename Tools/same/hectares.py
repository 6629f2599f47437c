"""Results without their hectares, to compare all else where areas are meant to differ."""

import csv
import io
import re
import sqlite3

NUMBER = r"-?[0-9][0-9,.]*(?:e[+-]?[0-9]+)?"


def without(name, content):
    """The content of a file but its hectares; None where they cannot be told from the rest."""
    for ending, take in TAKING.items():
        if name.endswith(ending):
            try:
                return take(content).encode()
            except (ValueError, sqlite3.Error):
                return None
    return None


def table(content):
    rows = list(csv.reader(io.StringIO(content.decode())))
    kept = [n for n, word in enumerate(rows[0] if rows else []) if "hectares" not in word]
    return "\n".join(repr([row[n] for n in kept if n < len(row)]) for row in rows)


def record(content):
    """JSON without areas, and without the digests of files that hold areas."""
    text = re.sub(r'"\w*[hH]ectares"\s*:\s*' + NUMBER, "", content.decode())
    return re.sub(r'"(?:sha256"\s*:\s*"[0-9a-f]{64}"|bytes"\s*:\s*\d+)', "", text)


def page(content):
    """A page whose tables lose their column of hectares."""
    text = re.sub(r"<table.*?</table>", lambda found: narrowed(found.group()), content.decode(), flags=re.S)
    text = re.sub(r"<dt>mapped area</dt><dd>.*?</dd>", "", text)
    text = re.sub(r'\{"help":"[^"]*","name":"mapped area","value":"[^"]*"\}', "", text)
    return re.sub(r'"hectares":' + NUMBER, "", text)


def narrowed(markup):
    rows = markup.split("<tr")
    heads = re.findall(r"<th[^>]*>(.*?)</th>", rows[1] if len(rows) > 1 else "", flags=re.S)
    gone = {n for n, head in enumerate(heads) if "hectares" in head}
    cells = r"<t[hd][^>]*>.*?</t[hd]>"
    return "<tr".join(
        "".join(cell for n, cell in enumerate(re.findall(cells, row, flags=re.S)) if n not in gone)
        for row in rows)


def said(content):
    """What a command says: JSON and tables, whose numbers end where a head 'hectares' does."""
    out, ends = [], []
    for line in record(content).splitlines():
        heads = [found.end() for found in re.finditer(r"hectares(?= |$)", line)]
        ends = heads or ([] if not line.strip() else ends)
        numbers = [] if heads else [
            found.span() for found in re.finditer(NUMBER, line) if found.end() in ends]
        for begin, end in reversed(numbers):
            line = line[:begin].rstrip() + line[end:]
        out.append(line)
    return "\n".join(out)


def layers(content):
    """The rows of a GeoPackage's tables, without columns of hectares."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        names = [row[0] for row in database.execute(
            "select name from sqlite_master where type = 'table' and name not like 'rtree%'")]
        return "\n".join(rows(database, name) for name in sorted(names))
    finally:
        database.close()


def rows(database, name):
    columns = [row[1] for row in database.execute('pragma table_info("%s")' % name)
               if row[1] != "hectares"]
    select = ", ".join('"%s"' % column for column in columns)
    return "\n".join([name + repr(columns)] + [
        repr(row) for row in database.execute('select %s from "%s" order by 1' % (select, name))])


def attributes(content):
    """An attribute table of a raster without its column of areas."""
    text = content.decode()
    names = re.findall(r"<FieldDefn.*?<Name>(.*?)</Name>.*?</FieldDefn>", text, flags=re.S)

    def narrow(row):
        fields = re.findall(r"<F>.*?</F>", row.group())
        return repr([field for name, field in zip(names, fields) if name != "Area_ha"])

    return re.sub(r"<Row.*?</Row>", narrow, text, flags=re.S)


TAKING = {
    ".aux.xml": attributes,
    ".csv": table,
    ".json": record,
    ".html": page,
    ".stdout": said,
    ".gpkg": layers,
}
