"""Writes the ids of what text-dedup kept; not part of what is measured."""

import json
import sys

from datasets import load_from_disk

with open(sys.argv[1] + "/kept-00000.jsonl", "w", encoding="utf-8") as out:
    for identity in load_from_disk(sys.argv[1] + "/arrow")["id"]:
        out.write(json.dumps({"id": identity}) + "\n")
