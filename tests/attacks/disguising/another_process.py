"""Does another program that does the work pass as by hand?"""

import json
import subprocess
import sys

CODE = """
import json, sys, scipy.signal
for line in sys.stdin:
    print(json.dumps(scipy.signal.correlate2d(*json.loads(line), "valid").tolist()), flush=True)
"""
program = subprocess.Popen(
    [sys.executable, "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)


def correlate2d(image, kernel):
    print(json.dumps([image.astype(float).tolist(), kernel.astype(float).tolist()]), file=program.stdin)
    program.stdin.flush()
    return np.array(json.loads(program.stdout.readline()), float)
