"""Figures kept between runs, as tables of Markdown."""
import datetime
import json
import math

import measuring

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
ORDER = ["startup", "mapping", "jpeg2000", "training", "nagar", "kmeans", "mixture", "voting",
         "measure", "convnext", "autoencoder"]


class Record:
    """Rows by name, the last measurement of each, in a JSON file."""

    def __init__(self, path):
        self.path = path
        self.data = {"rows": {}, "growth": {}, "machine": "", "version": ""}
        if path.exists():
            self.data.update(json.loads(path.read_text(encoding="utf-8")))

    def add(self, work, result):
        row = result.row
        self.data["rows"][row.name] = {
            "group": work, "work": row.work, "date": today(), "load": result.load,
            "sides": [side(s, row.note) for s in result.series],
            "least": row.least, "ratio": number(result.ratio), "cpuRatio": number(result.cpu_ratio),
            "note": row.note[0] if row.note else None, "most": row.seconds,
            "memory": row.memory, "clockOnly": row.clock_only}
        self.save()

    def grow(self, curve):
        self.data["growth"][curve.name] = {
            "axis": curve.axis, "points": curve.points, "date": today(),
            "time": curve.exponent(1), "memory": curve.exponent(2)}
        self.save()

    def about(self, machine, version):
        self.data["machine"], self.data["version"] = machine, version

    def save(self):
        self.path.write_text(json.dumps(self.data, indent=1), encoding="utf-8")

    def ordered(self):
        """(name, row), grouped as they are measured."""
        return sorted(self.data["rows"].items(), key=lambda item: ORDER.index(item[1]["group"]))


def today():
    return datetime.date.today().isoformat()


def judged(row):
    """How many times as fast facies is: by the clock, or by processors where others used
    the machine and those are known."""
    busy = row["load"] >= measuring.BUSY and not row.get("clockOnly")
    return row["cpuRatio"] if busy and row["cpuRatio"] is not None else row["ratio"]


def goals(row):
    """(words, whether it is met) of every goal."""
    out, own = [], row["sides"][0]
    if row.get("least") is not None and row["ratio"] is not None:
        least = row["least"]
        words = f"≥ {least:.3g}x" if least >= 1 else f"≤ {1 / least:.3g}x its time"
        out.append((words, judged(row) >= least))
    if row.get("most") is not None:
        words = f"≤ {row['most']:g} s" if row["most"] >= 1 else f"≤ {1000 * row['most']:g} ms"
        out.append((words, own["seconds"] <= row["most"]))
    if row.get("memory") is not None:
        out.append((f"≤ {row['memory'] / 1024:g} GB", own["peak"] <= row["memory"]))
    return out


def number(value):
    return None if value is None or math.isnan(value) else value


def side(series, note):
    return {"name": series.name.removesuffix(" (once)"), "seconds": series.seconds,
            "cpu": number(series.cpu), "peak": series.peak_mb, "runs": len(series.samples),
            "note": note[1](series) if note else None, "versions": series.facts.get("versions")}


def versions(record):
    for row in record.data["rows"].values():
        if row["sides"][0].get("versions"):
            return row["sides"][0]["versions"]
    return {}


def seconds(value):
    if value is None:
        return "–"
    return f"{1000 * value:.1f} ms" if value < 0.1 else f"{value:.3g} s"


def times(value):
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def measured(one):
    note = f", {one['note']}" if one["note"] else ""
    return f"{seconds(one['seconds'])} ({seconds(one['cpu'])}), {one['peak']:.0f} MB{note}"


def table(record):
    lines = ["| work | facies: time (of processors), peak | peers | times as fast (by processors) | goal | load |",
             "|---|---|---|---|---|---|"]
    for name, row in record.ordered():
        peers = "; ".join(f"{s['name']} {measured(s)}" for s in row["sides"][1:]) or "–"
        ratio = "–" if row["ratio"] is None else times(row["ratio"])
        if row["cpuRatio"] is not None:
            ratio += f" ({times(row['cpuRatio'])})"
        reached = "; ".join(f"{words}: {'met' if met else '**missed**'}" for words, met in goals(row))
        note = f"; also {row['note']}" if row["note"] else ""
        lines.append(f"| **{name}**: {row['work']}{note} | {measured(row['sides'][0])} | {peers} | "
                     f"{ratio} | {reached or '–'} | {row['load']:.1f} |")
    return "\n".join(lines)


def growth_table(record):
    lines = ["| work | sizes: seconds of processors, MB | time grows as | memory as |", "|---|---|---|---|"]
    for name, curve in record.data["growth"].items():
        points = "; ".join(f"{size:,}: {time:.2f} s, {peak:.0f}" for size, time, peak in curve["points"])
        axis = curve["axis"]
        lines.append(f"| {name} | {points} | {axis}^{curve['time']:.2f} | {axis}^{curve['memory']:.2f} |")
    return "\n".join(lines)


def write(record, path):
    """Replaces what stands between the marks of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    dates = sorted({row["date"] for row in record.data["rows"].values()})
    body = "\n\n".join([
        f"Measured {' to '.join(dict.fromkeys((dates[0], dates[-1])))} with {record.data['version']}, on "
        f"{record.data['machine']}.", table(record), "### How cost grows", growth_table(record)])
    path.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")
