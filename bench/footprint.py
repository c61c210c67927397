"""What the critic adds to a fresh process: memory held and processor time spent until its first answer can begin."""

import subprocess
import sys

PROGRAM = """
import sys, time
from pathlib import Path
from assessments.okr import KeyResult, Okr

def held():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024

before, begun = held(), time.process_time()
from assessments.critic.critique import criticise
from assessments.critic.language import load_languages
languages = load_languages(Path("content/critic"))
ready = time.process_time() - begun
for language in languages.values():
    language.compile()
    criticise(Okr("Faster permits", (KeyResult("Days from 40 to 20"),)), language)
print(held() - before, ready, time.process_time() - begun - ready)
"""


def report() -> None:
    """Print the memory that both languages hold with every pattern compiled, the start-up, and the compiling."""
    output = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    memory, start, compiling = map(float, output.split())
    print(f"\nmemory added {memory:.0f} MB, start-up added {start:.2f} s, compiling all patterns {compiling:.1f} s")
