"""Draws how many times as fast as its fastest peer facies is, as an SVG: a bar for every row on
a logarithmic axis, and a mark where the goal is."""
from html import escape
import math

from report import goals, judged, times

INK, FAINT, MET, MISSED = "#1f2328", "#d0d7de", "#0072B2", "#D55E00"
FONT = "font-family='Helvetica, Arial, sans-serif'"
LEFT, WIDTH, ROW, TOP, RIGHT = 260, 420, 26, 74, 190


def text(x, y, words, size=13, anchor="start", weight="normal", colour=INK):
    return (f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' text-anchor='{anchor}' "
            f"font-weight='{weight}' fill='{colour}' {FONT}>{escape(words)}</text>")


def svg(rows):
    """`rows` is [(name, row of the record)]; those without a peer are left out."""
    rows = [(name, row) for name, row in rows if row["ratio"] is not None]
    low, high = -1, math.ceil(math.log10(max(judged(row) for _, row in rows)))
    bottom = TOP + ROW * len(rows)

    def x(ratio):
        return LEFT + (math.log10(max(ratio, 10**low)) - low) / (high - low) * WIDTH

    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' width='{LEFT + WIDTH + RIGHT}' "
             f"height='{bottom + 40}' viewBox='0 0 {LEFT + WIDTH + RIGHT} {bottom + 40}' role='img' "
             "aria-labelledby='t'>",
             "<title id='t'>How many times as fast as its fastest peer facies is</title>",
             f"<rect width='{LEFT + WIDTH + RIGHT}' height='{bottom + 40}' fill='white'/>",
             text(16, 26, "Times as fast as the fastest peer", 15, weight="bold"),
             text(16, 46, "blue: goal met, or none; orange: missed; black line: the goal. By the clock; by processor time where the machine was busy", 12)]
    for power in range(low, high + 1):
        parts += [f"<line x1='{x(10**power):.1f}' x2='{x(10**power):.1f}' y1='{TOP - 6}' "
                  f"y2='{bottom}' stroke='{INK if power == 0 else FAINT}'/>",
                  text(x(10**power), bottom + 18, f"{10.0**power:g}", 11, "middle")]
    for index, (name, row) in enumerate(rows):
        parts += bar(x, TOP + ROW * index + 13, name, row)
    return "\n".join(parts + ["</svg>", ""])


def bar(x, y, name, row):
    ratio = judged(row)
    colour = MET if all(met for _, met in goals(row)) else MISSED
    start, end = sorted((x(1), x(ratio)))
    parts = [text(LEFT - 12, y + 4.5, name, 13, "end"),
             f"<rect x='{start:.1f}' y='{y - 7}' width='{end - start:.1f}' height='14' "
             f"fill='{colour}' fill-opacity='0.55'/>"]
    goal = row.get("least")
    if goal:
        parts.append(f"<line x1='{x(goal):.1f}' x2='{x(goal):.1f}' y1='{y - 11}' y2='{y + 11}' "
                     f"stroke='{INK}' stroke-width='2.5'/>")
    peer = min(row["sides"][1:], key=lambda s: s["seconds"])["name"]
    parts.append(text(LEFT + WIDTH + 10, y + 4.5, f"{times(ratio)}x {peer}", 12))
    return parts
