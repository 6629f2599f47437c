"""What the figures were measured on."""
import os
import platform
import subprocess
import time


def first(path, key):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
    return "unknown"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def vectors():
    flags = first("/proc/cpuinfo", "flags").split()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"


def load(seconds=0.5):
    """How many processors others keep busy now, while nothing of ours runs."""
    def busy():
        with open("/proc/stat", encoding="utf-8") as lines:
            user, nice, system, _, _, interrupt, soft = map(int, lines.readline().split()[1:8])
        return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")

    before, start = busy(), time.monotonic()
    time.sleep(seconds)
    return (busy() - before) / (time.monotonic() - start)


def description(threads, versions):
    memory = int(first("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    model, family = first("/proc/cpuinfo", "model name"), first("/proc/cpuinfo", "cpu family")
    return (f"{model} (family {family}, {vectors()}), {len(os.sched_getaffinity(0))} cores of which "
            f"{threads} are used, {memory:.0f} GB; Linux {platform.release().split('-')[0]}; "
            f"{first_line('swift', '--version').split('(')[0].strip()}; GDAL {versions.get('gdal', '?')}; "
            f"OpenBLAS {versions.get('openblas', '?')}")
