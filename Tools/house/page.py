"""docs/architecture.md: the modules as a table."""


def text(package):
    rows = sorted(package.swift.values(), key=lambda module: package.levels[module.name])
    return HEAD + "".join(row(package, module) for module in rows) + foot(package)


HEAD = """# The modules and their imports

Made by `make architecture` from `Package.swift` and the imports in `Sources`; the tests fail
where it is out of date, where an import is not declared or a declaration not used, and where
modules, or folders within a module, know each other both ways (`Tools/architecture.py`).

![Modules from the lowest, on top, to the command; arrows lead from a module to what it imports](architecture.svg)

Arrows that follow from others are not drawn: who imports B, which imports A, may import A too.
A module imports only modules of lower layers.

| layer | module | lines | files | what it holds | imports | C modules and packages |
|--:|---|--:|--:|---|---|---|
"""


def row(package, module):
    return "| %d | `%s` | %s | %d | %s | %s | %s |\n" % (
        package.levels[module.name], module.name, thousands(module.lines), len(module.files),
        module.phrase or "–", ", ".join(sorted(package.inner(module))) or "–",
        ", ".join(package.outer(module)) or "–")


def thousands(lines):
    """In thousands, so that the page does not change with every line."""
    return "%.1fk" % (lines / 1000)


def foot(package):
    c_modules = [module for module in package.modules.values() if not module.is_swift]
    return "\nModules of C, which are at the rim: %s.\n" % ", ".join(
        "`%s`" % module.name for module in c_modules)
