"""What the house must hold to: a line for everything that is wrong."""

import collections

from house import functions
from house.package import targets

SYSTEM = {"Foundation", "Dispatch", "Synchronization", "Glibc", "FoundationNetworking", "Swift"}

MOST_LINES = 6500

# Folders of a module that may know each other both ways, and why.
ALLOWED_PAIRS = {
    ("Products", "Catalogue", "GenericRaster"): "a file that is no product is refused with the list"
    " of the products that there are",
    ("SceneMaps", "Source", "Walk"): "an open scene starts the walks over it, which read through its"
    " one reader",
    ("Cartography", "Drawing", "Sheet"): "a sheet is composed of measured texts and drawn through"
    " backdrops; the painter draws what the sheet composed",
    ("facies", "Commands", "Terminal"): "commands print through the terminal, and messages, manual"
    " page and completions are worded from the tree of commands",
}


def problems(package):
    for check in (imports, unused, module_cycles, folder_cycles, lengths, functions.problems, twins):
        yield from check(package)


def imports(package):
    for module in package.swift.values():
        for file in module.files:
            for name in sorted(file.imports - module.declared - SYSTEM - {module.name}):
                yield "%s imports %s, which Package.swift does not declare for %s" % (
                    file.path.relative_to(package.root), name, module.name)


def unused(package):
    for module in package.swift.values():
        for name in sorted(module.declared - module.imports):
            yield "Package.swift: %s declares %s, which none of its files imports" % (
                module.name, name)


def module_cycles(package):
    graph = {name: package.inner(module) for name, module in package.swift.items()}
    for cycle in cycles(graph):
        yield "modules import each other: %s" % " -> ".join(cycle + cycle[:1])


def folder_cycles(package):
    for module in package.swift.values():
        uses = folder_uses(module)
        graph = collections.defaultdict(set)
        for first, second in uses:
            if pair_reason(module.name, first, second) is None:
                graph[first].add(second)
        mutual = {frozenset(pair) for pair in uses if pair[::-1] in uses}
        for pair in sorted(map(sorted, mutual)):
            if pair_reason(module.name, *pair) is None:
                yield "%s: the folders %s and %s know each other (%s; %s)" % (
                    module.name, *pair, example(uses[tuple(pair)]), example(uses[tuple(pair[::-1])]))
        for first, second in map(tuple, mutual):
            graph[first].discard(second), graph[second].discard(first)
        for cycle in cycles(graph):
            steps = zip(cycle, cycle[1:] + cycle[:1])
            yield "%s: its folders know each other in a ring: %s (%s)" % (
                module.name, " -> ".join(cycle + cycle[:1]),
                "; ".join(example(uses[step]) for step in steps))


def pair_reason(module, first, second):
    return ALLOWED_PAIRS.get((module, first, second), ALLOWED_PAIRS.get((module, second, first)))


def folder_uses(module):
    """By pairs of folders, which file of the first uses which names of which file of the second."""
    owners = owners_of_names(module)
    uses = collections.defaultdict(list)
    for file in module.files:
        for name in sorted(file.uses & owners.keys()):
            owner = owners[name]
            if owner.folder != file.folder:
                uses[file.folder, owner.folder].append((file.path.name, name, owner.path.name))
    return uses


def owners_of_names(module):
    """The file of every name that one file alone declares, and no type within another."""
    owners = collections.defaultdict(set)
    for file in module.files:
        for name in file.top_names:
            owners[name].add(file)
    nested = set().union(*(file.nested_types for file in module.files))
    return {name: next(iter(files)) for name, files in owners.items()
            if len(files) == 1 and name not in nested}


def example(uses):
    user, name, _ = uses[0]
    files = len({use[0] for use in uses})
    return "%s uses %s%s" % (user, name, ", %d files in all" % files if files > 1 else "")


def lengths(package):
    for module in package.swift.values():
        if module.lines > MOST_LINES:
            yield "%s has %d lines, more than %d: split it" % (
                module.name, module.lines, MOST_LINES)


def cycles(graph):
    """One shortest ring through every node that can reach itself, each ring once."""
    seen = set()
    for start in sorted(graph):
        ring = shortest_ring(graph, start)
        if ring and not seen & {frozenset(ring)}:
            seen.add(frozenset(ring))
            yield ring


def shortest_ring(graph, start):
    paths, queue = {start: [start]}, collections.deque([start])
    while queue:
        node = queue.popleft()
        for other in sorted(graph.get(node, ())):
            if other == start:
                return paths[node]
            if other not in paths:
                paths[other] = paths[node] + [other]
                queue.append(other)
    return None


def twins(package):
    """Targets that a package under Tools builds from the same files import the same."""
    for manifest in sorted((package.root / "Tools").glob("*/Package.swift")):
        place = manifest.relative_to(package.root)
        for name, declared in targets(manifest.parent).items():
            module = package.modules.get(name)
            if module and declared != module.declared:
                yield "%s: %s imports %s there and %s here" % (
                    place, name, listed(declared - module.declared),
                    listed(module.declared - declared))


def listed(names):
    return ", ".join(sorted(names)) or "nothing else"
