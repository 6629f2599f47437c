#!/usr/bin/env python3
"""The trial of facies batch: 30 simulated scenes of different sizes, 5 of them
broken each in its own way, in a batch that is killed twice (kill -9, once with a
scene at work) and resumed, beside one that is left in peace. Every file of every
scene must be the same byte for byte in both, and as facies verify says; run.json
only without what differs from run to run. Then four processes do one batch.

  Tools/batch-trial.py .build/release/facies [--keep FOLDER]
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SIZES = [60, 90, 140, 200, 300]
STEPS = "recipe: %s\nunits: 4\noutputs: [map, statistics, model, report, polygons, confidence]\n"
RECIPES = ["k-means", "standard", "pca"]
BROKEN = {
    "missing": "gone.tif' does not exist",
    "truncated": "truncated.tif",
    "empty": "is empty",
    "garbage": "cannot be read as a raster",
    "wrong": "wrong.yaml",
}


def make(facies, folder):
    for size in SIZES:
        subprocess.run(
            [facies, "simulate", "--size", str(size), "--units", "5", "--out",
             str(folder / ("data-%d" % size)), "-q"], check=True, stdout=subprocess.DEVNULL)
    scenes = folder / "scenes"
    scenes.mkdir()
    for number in range(25):
        raster = folder / ("data-%d" % SIZES[number % len(SIZES)]) / "scene.tif"
        text = "input: %s\nseed: %d\n" % (raster, number) + STEPS % RECIPES[number % 3]
        (scenes / ("scene-%02d.yaml" % number)).write_text(text)
    whole = (folder / "data-300" / "scene.tif").read_bytes()
    (scenes / "truncated.tif").write_bytes(whole[:len(whole) // 2])
    (scenes / "empty.tif").write_bytes(b"")
    (scenes / "garbage.tif").write_bytes(bytes(random.Random(1).randrange(256) for _ in range(5000)))
    for name in BROKEN:
        text = "units: [\n" if name == "wrong" else "input: %s.tif\n" % (
            "gone" if name == "missing" else name) + STEPS % "k-means"
        (scenes / ("%s.yaml" % name)).write_text(text)
    return scenes


def state(facies, out):
    answer = subprocess.run(
        [facies, "batch", "status", str(out), "--json"], capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def kill_when(facies, words, out, done, with_child):
    """Runs a batch and kills it once so many scenes are done."""
    process = subprocess.Popen([facies, "batch"] + words + ["-q"], stderr=subprocess.DEVNULL)
    while process.poll() is None:
        now = state(facies, out)
        at_work = [s for s in now["scenes"] if s["state"] == "running"] if now else []
        if now and now["done"] + now["failed"] >= done and at_work:
            if with_child:
                for scene in at_work:
                    try:
                        os.kill(scene["process"], signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            process.kill()
            process.wait()
            time.sleep(0.5)
            return "%d scenes finished, %d at work" % (now["done"] + now["failed"], len(at_work))
        time.sleep(0.02)
    return None


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def plain(name, data):
    """What two runs have in common."""
    if name != "run.json":
        return data
    record = json.loads(data)
    for key in ["stages", "totalSeconds", "peakMemoryBytes"]:
        record.pop(key)
    return record


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("facies")
    parser.add_argument("--keep", help="work here, and leave it")
    arguments = parser.parse_args()
    facies = os.path.abspath(arguments.facies)
    folder = pathlib.Path(arguments.keep or tempfile.mkdtemp(prefix="facies-trial-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        wrong = trial(facies, folder)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for line in wrong:
        print("WRONG: " + line)
    sys.exit(1 if wrong else 0)


def trial(facies, folder):
    wrong = []
    scenes = make(facies, folder)
    calm, killed, shared = folder / "calm", folder / "killed", folder / "shared"
    begun = time.time()
    code = subprocess.run(
        [facies, "batch", str(scenes), "--out", str(calm), "--jobs", "2", "-q"],
        stderr=subprocess.DEVNULL).returncode
    print("undisturbed: exit code %d, %.0f s" % (code, time.time() - begun))
    kills = 0
    for words, done, with_child in [
            ([str(scenes), "--out", str(killed), "--jobs", "2"], 8, False),
            (["resume", str(killed)], 18, True)]:
        at = kill_when(facies, words, killed, done, with_child)
        kills += at is not None
        print("killed%s: %s" % (" with its scenes" if with_child else "", at or "NOT, it had ended"))
    subprocess.run([facies, "batch", "resume", str(killed), "-q"], stderr=subprocess.DEVNULL)
    # What was killed by itself is taken up by a resume; a second one finds nothing.
    code = subprocess.run(
        [facies, "batch", "resume", str(killed), "-q"], stderr=subprocess.DEVNULL).returncode
    if code != 3:
        wrong.append("the resumed batch ends with %d, not 3" % code)
    now = state(facies, killed)
    named = {s["name"]: s.get("error", "") for s in now["scenes"] if s["state"] == "failed"}
    for name, words in BROKEN.items():
        if words not in named.get(name, ""):
            wrong.append("%s is said to be '%s'" % (name, named.get(name)))
    right, same = 0, 0
    for scene in (s["name"] for s in now["scenes"] if s["state"] == "done"):
        a, b = files(calm / scene), files(killed / scene)
        if a.keys() != b.keys():
            wrong.append("%s holds %s and %s" % (scene, sorted(a), sorted(b)))
            continue
        other = [n for n in a if plain(n, a[n]) != plain(n, b[n])]
        if other:
            wrong.append("%s differs: %s" % (scene, ", ".join(other)))
            continue
        same += len(a)
        verified = subprocess.run(
            [facies, "verify", str(killed / scene), "-q"], capture_output=True, text=True)
        if verified.returncode != 0:
            wrong.append("%s: %s" % (scene, verified.stdout))
            continue
        right += 1
    left = [str(p) for p in killed.rglob(".*.tmp-*")]
    if left:
        wrong.append("left over: %s" % left)
    if kills != 2 or right != 25 or len(named) != 5:
        wrong.append("%d kills, %d scenes right, %d named" % (kills, right, len(named)))
    print("killed twice and resumed: %d scenes right, %d files the same bytes" % (right, same))
    for name, error in sorted(named.items()):
        print("  %s: %s" % (name, error))
    wrong += together(facies, scenes, shared, calm)
    return wrong


def together(facies, scenes, out, calm):
    """Four processes on one batch."""
    words = [facies, "batch", str(scenes), "--out", str(out), "-q"]
    four = [subprocess.Popen(words, stderr=subprocess.DEVNULL) for _ in range(4)]
    codes = [process.wait() for process in four]
    now = state(facies, out)
    done = [s for s in now["scenes"] if s["state"] == "done"]
    twice = [s["name"] for s in done if s["attempts"] != 1]
    other = [s["name"] for s in done
             if (out / s["name"] / "units.tif").read_bytes()
             != (calm / s["name"] / "units.tif").read_bytes()]
    print("four processes on one batch: exit codes %s, %d scenes done, %d of them twice"
          % (codes, len(done), len(twice)))
    wrong = []
    if codes != [3] * 4 or len(done) != 25 or twice or other:
        wrong.append("four processes: %s, twice %s, other bytes %s" % (codes, twice, other))
    return wrong


if __name__ == "__main__":
    main()
