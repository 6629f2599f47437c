"""The modules of the package: what Package.swift declares and what Sources holds."""

import json
import re
import subprocess

from . import swift


class Module:
    def __init__(self, target, root, phrase):
        self.name = target["name"]
        self.declared = {name_of(dependency) for dependency in target["dependencies"]}
        self.folder = root / "Sources" / self.name
        self.phrase = phrase
        self.files = [
            swift.SwiftFile(path, self.name, folder_of(path, self.folder))
            for path in sorted(self.folder.rglob("*.swift"))]
        self.is_swift = bool(self.files)
        self.lines = sum(file.lines for file in self.files)
        self.imports = set().union(*(file.imports for file in self.files))


class Package:
    def __init__(self, root):
        self.root = root
        manifest = dump(root)
        phrases = comments((root / "Package.swift").read_text())
        self.modules = {
            target["name"]: Module(target, root, phrases.get(target["name"], ""))
            for target in manifest["targets"]
            if target["type"] != "test" and not target.get("path")}
        self.swift = {name: module for name, module in self.modules.items() if module.is_swift}
        self.levels = {}
        for name in self.swift:
            self.level(name, ())

    def inner(self, module):
        """The Swift modules of the package that one imports."""
        return {name for name in module.imports if name in self.swift}

    def outer(self, module):
        """What else of the package's declaration it imports: C modules and packages."""
        return sorted((module.imports & module.declared) - set(self.swift))

    def level(self, name, above):
        """0 for modules that import no other, else one more than the highest of theirs."""
        if name in above:
            return 0
        if name not in self.levels:
            levels = [self.level(other, above + (name,)) for other in self.inner(self.swift[name])]
            self.levels[name] = 1 + max(levels, default=-1)
        return self.levels[name]


def dump(root):
    """A manifest as SwiftPM reads it."""
    return json.loads(subprocess.run(
        ["swift", "package", "dump-package"], cwd=root, check=True, capture_output=True).stdout)


def targets(root):
    """What each target of a package imports, but tests."""
    return {target["name"]: {name_of(dependency) for dependency in target["dependencies"]}
            for target in dump(root)["targets"] if target["type"] != "test"}


def name_of(dependency):
    kind, values = next(iter(dependency.items()))
    return values[0]


def folder_of(path, module):
    parts = path.relative_to(module).parts
    return parts[0] if len(parts) > 1 else "."


def comments(manifest):
    """The line of comment right above the declaration of a target, by its name."""
    pattern = r'^ *//+ *(.+?)\.?\n *(?:room|\.target|\.executableTarget|\.systemLibrary)\(\s*(?:name: )?"(\w+)"'
    return {name: phrase for phrase, name in re.findall(pattern, manifest, re.M)}
