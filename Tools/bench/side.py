"""Runs one function of one piece of work in this interpreter: side.py MODULE FUNCTION JSON.

What the function returns is printed as JSON on the last line. Started by the
benchmarks, with the Python that has the peers installed.
"""
import importlib
import json
import sys

if __name__ == "__main__":
    module, function, arguments = sys.argv[1:]
    print(json.dumps(getattr(importlib.import_module(module), function)(**json.loads(arguments))))
