"""Draws the accuracy of recipes on labelled scenes as an SVG.

One panel per scene, four side by side, one row per recipe: a dot for every seed and a bar from
0 to their mean, so that the spread is seen. Blue and orange (Okabe and Ito)
are told apart by everybody; the default recipe is said in bold too.
"""
from html import escape
import statistics

INK, FAINT, PLAIN, CHOSEN = "#1f2328", "#d0d7de", "#0072B2", "#D55E00"
LEFT, PANEL, GAP, ROW, TOP = 176, 230, 34, 26, 62
ACROSS = 4
FONT = "font-family='Helvetica, Arial, sans-serif'"


def text(x, y, words, size=13, anchor="start", weight="normal", colour=INK):
    return (f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' text-anchor='{anchor}' "
            f"font-weight='{weight}' fill='{colour}' {FONT}>{escape(words)}</text>")


def axis(left, bottom):
    parts = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = left + tick * PANEL
        parts.append(f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{TOP - 6}' y2='{bottom}' "
                     f"stroke='{FAINT}' stroke-width='1'/>")
        parts.append(text(x, bottom + 16, f"{tick:g}", 11, "middle"))
    return parts


def bar(left, y, values, chosen):
    colour = CHOSEN if chosen else PLAIN
    mean = statistics.mean(values)
    parts = [f"<rect x='{left}' y='{y - 7}' width='{mean * PANEL:.1f}' height='14' "
             f"fill='{colour}' fill-opacity='0.35'/>",
             f"<line x1='{left + mean * PANEL:.1f}' x2='{left + mean * PANEL:.1f}' "
             f"y1='{y - 9}' y2='{y + 9}' stroke='{colour}' stroke-width='2'/>"]
    parts += [f"<circle cx='{left + v * PANEL:.1f}' cy='{y}' r='2.6' fill='{colour}' "
              f"stroke='white' stroke-width='0.6'/>" for v in values]
    # Inside the bar: beside it, seeds and the panel's edge are in the way.
    parts.append(text(left + 6, y + 4.5, f"{mean:.2f}", 12, weight="bold" if chosen else "normal"))
    return parts


def panels(results, recipes, default):
    """Panels side by side, with the names of the recipes before the first."""
    bottom = TOP + ROW * len(recipes)
    parts = []
    for row, recipe in enumerate(recipes):
        name = f"{recipe} (default)" if recipe == default else recipe
        parts.append(text(LEFT - 12, TOP + ROW * row + 17, name, 13, "end",
                          "bold" if recipe == default else "normal"))
    for column, (scene, rows) in enumerate(results):
        left = LEFT + column * (PANEL + GAP)
        parts.append(text(left, TOP - 14, scene, 13))
        parts += axis(left, bottom)
        for row, recipe in enumerate(recipes):
            parts += bar(left, TOP + ROW * row + 13, rows[recipe], recipe == default)
    return parts


def svg(results, recipes, default):
    """`results` is {scene: {recipe: [accuracy of every seed]}}."""
    scenes = list(results.items())
    lines = [scenes[start:start + ACROSS] for start in range(0, len(scenes), ACROSS)]
    line = ROW * len(recipes) + 74
    width = LEFT + min(ACROSS, len(scenes)) * (PANEL + GAP)
    height = TOP - 30 + line * len(lines)
    seeds = max(len(v) for scene in results.values() for v in scene.values())
    summary = "; ".join(
        f"{scene}: " + ", ".join(f"{r} {statistics.mean(v):.2f}" for r, v in rows.items())
        for scene, rows in scenes)
    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' "
             f"width='{width}' height='{height}' role='img' aria-labelledby='t d'>",
             "<title id='t'>Matched accuracy of recipes on labelled scenes</title>",
             f"<desc id='d'>{escape(summary)}</desc>",
             f"<rect width='{width}' height='{height}' fill='white'/>",
             text(16, 24, f"Matched accuracy: mean (bar) and {seeds} seeds (dots)", 15,
                  weight="bold")]
    for index, some in enumerate(lines):
        parts += [f"<g transform='translate(0 {index * line})'>",
                  *panels(some, recipes, default), "</g>"]
    return "\n".join(parts + ["</svg>", ""])
