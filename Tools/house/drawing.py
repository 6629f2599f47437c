"""docs/architecture.svg: modules in rows, the lowest on top, arrows up to what they import."""

import html
import textwrap

from .page import thousands

GAP, ROW, MARGIN, THIN = 22, 118, 24, 12


class Node:
    def __init__(self, level, lines=()):
        self.level, self.lines, self.x = level, lines, 0.0
        self.above, self.below = [], []  # who is imported, who imports
        widest = max((width(line, 13 if not index else 11) for index, line in enumerate(lines)),
                     default=0)
        self.width = widest + 24 if lines else THIN
        self.height = 26 + 14 * (len(lines) - 1) if lines else 0


def width(line, size):
    return 0.62 * size * len(line)


class Drawing:
    def __init__(self, package):
        self.rows = [[] for _ in range(1 + max(package.levels.values()))]
        self.nodes, self.paths = {}, []
        for name, module in sorted(package.swift.items()):
            level = package.levels[name]
            self.nodes[name] = self.add(Node(level, label(package, module)))
        for name, others in sorted(reduced(package).items()):
            for other in sorted(others):
                self.paths.append(self.connect(self.nodes[name], self.nodes[other]))
        for _ in range(24):
            self.order()
        self.place()

    def add(self, node):
        self.rows[node.level].append(node)
        return node

    def connect(self, low, high):
        """A chain from the importing node up to the other, through every row between."""
        chain = [low]
        for level in range(low.level - 1, high.level, -1):
            chain.append(self.add(Node(level)))
        chain.append(high)
        for below, above in zip(chain, chain[1:]):
            below.above.append(above)
            above.below.append(below)
        return chain

    def order(self):
        """Sorts rows by the mean place of neighbours, down and up again."""
        for rows, side in ((self.rows, "above"), (self.rows[::-1], "below")):
            for row in rows:
                for index, node in enumerate(row):
                    node.x = float(index)
            for row in rows[1:]:
                for index, node in enumerate(row):
                    near = getattr(node, side)
                    node.rank = sum(other.x for other in near) / len(near) if near else index
                row.sort(key=lambda node: node.rank)
                for index, node in enumerate(row):
                    node.x = float(index)

    def place(self):
        for row in self.rows:
            self.spread(row, [0.0] * len(row))
        for _ in range(60):
            for row in self.rows:
                self.spread(row, [wish(node) for node in row])
        left = min(node.x - node.width / 2 for row in self.rows for node in row)
        for row in self.rows:
            for node in row:
                node.x += MARGIN - left
        self.width = MARGIN + max(node.x + node.width / 2 for row in self.rows for node in row)
        self.height = 2 * MARGIN + ROW * len(self.rows) - 40

    def spread(self, row, wishes):
        """As near to the wishes as the order and the widths allow."""
        forth, edge = [], -1e9
        for node, wanted in zip(row, wishes):
            forth.append(max(wanted, edge + node.width / 2))
            edge = forth[-1] + node.width / 2 + GAP
        back, edge = [], 1e9
        for node, wanted in reversed(list(zip(row, wishes))):
            back.append(min(wanted, edge - node.width / 2))
            edge = back[-1] - node.width / 2 - GAP
        for node, first, second in zip(row, forth, reversed(back)):
            node.x = (first + second) / 2

    def middle(self, node):
        return MARGIN + 36 + ROW * node.level

    def text(self):
        parts = [HEAD % (self.width, self.height, self.width, self.height)]
        parts += [self.arrow(chain) for chain in self.paths]
        parts += [self.box(node) for node in self.nodes.values()]
        return "\n".join(parts) + "\n</svg>\n"

    def arrow(self, chain):
        low, high = chain[0], chain[-1]
        points = [(port(low, chain[1], low.above), self.middle(low) - low.height / 2)]
        for node in chain[1:-1]:  # straight beside the boxes of the row
            points += [(node.x, self.middle(node) + 32), (node.x, self.middle(node) - 32)]
        points.append((port(high, chain[-2], high.below), self.middle(high) + high.height / 2 + 3))
        path = "M%.0f %.0f" % points[0]
        for (x, y), (to_x, to_y) in zip(points, points[1:]):
            bend = (y - to_y) * 0.6
            path += " C%.0f %.0f %.0f %.0f %.0f %.0f" % (x, y - bend, to_x, to_y + bend, to_x, to_y)
        return '<path d="%s"/>' % path

    def box(self, node):
        top = self.middle(node) - node.height / 2
        parts = ['<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="5"/>' % (
            node.x - node.width / 2, top, node.width, node.height)]
        for index, line in enumerate(node.lines):
            kind = ("name", "size")[index] if index < 2 else "rim"
            parts.append('<text class="%s" x="%.0f" y="%.0f">%s</text>' % (
                kind, node.x, top + 17 + 14 * index, html.escape(line)))
        return "".join(parts)


def label(package, module):
    rim = textwrap.wrap(", ".join(package.outer(module)), 24)
    return [module.name, "%d files, %s lines" % (len(module.files), thousands(module.lines)), *rim]


def wish(node):
    near = node.above + node.below
    return sum(other.x for other in near) / len(near) if near else node.x


def port(node, other, neighbours):
    """Arrows end beside each other, in the order of where they come from."""
    order = sorted(neighbours, key=lambda neighbour: neighbour.x)
    share = (order.index(other) + 1) / (len(order) + 1)
    return node.x + (share - 0.5) * node.width * 0.8


def reduced(package):
    """Imports without those that follow from others."""
    direct = {name: package.inner(module) for name, module in package.swift.items()}
    reach = {}
    for name in sorted(direct, key=package.levels.get):
        reach[name] = set(direct[name]).union(*(reach.get(other, set()) for other in direct[name]))
    return {name: {other for other in others
                   if not any(other in reach[between] for between in others - {other})}
            for name, others in direct.items()}


HEAD = """<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" font-family="DejaVu Sans, Verdana, sans-serif" text-anchor="middle">
<title>The modules of facies and what they import</title>
<style>rect{fill:#f4f1ea;stroke:#6b6257}path{fill:none;stroke:#8a8fa0;stroke-width:1.2;marker-end:url(#tip)}text{fill:#222}.name{font-size:13px;font-weight:bold}.size,.rim{font-size:11px}.rim{fill:#77572f}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#8a8fa0;stroke:none;marker-end:none"/></marker></defs>
<rect width="100%%" height="100%%" style="fill:#fff;stroke:none"/>"""
