"""Print the commands of a README's Quick start, one a line: the shell blocks under that heading."""

import re
import sys
from pathlib import Path

WANTED = 2

readme = Path(sys.argv[1]).read_text(encoding="utf-8")
_, found, after = readme.partition("\n## Quick start\n")
section = after.partition("\n## ")[0]
commands = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
if not found or len(commands) != WANTED or any(command.count("\n") != 1 for command in commands):
    sys.exit(f"{sys.argv[1]}: 'Quick start' must hold {WANTED} shell blocks of one line each")
sys.stdout.writelines(commands)
