"""rensa's batch interface with reading, clusters and writing around it; kept records are copied as they are."""

import glob
import sys

import orjson
from rensa import RMinHash, RMinHashLSH

SHINGLE = 5
BANDS = 14
SLOTS = 112
BATCH = 1000


def shingles(text):
    words = text.lower().split()
    return [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def records(corpus):
    for path in sorted(glob.glob(corpus + "/part-*")):
        with open(path, "rb") as lines:
            yield from lines


def batches(corpus):
    batch = []
    for line in records(corpus):
        batch.append(shingles(orjson.loads(line)["text"]))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main(corpus, output):
    index = RMinHashLSH(threshold=0.72, num_perm=SLOTS, num_bands=BANDS)
    parent = []

    def root(node):
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for batch in batches(corpus):
        signatures = RMinHash.from_token_sets(batch, SLOTS, 42)
        index.insert_many(signatures, start_key=len(parent))
        for offset, candidates in enumerate(index.query_all(signatures)):
            number = len(parent)
            parent.append(number)
            if not batch[offset]:
                continue
            for candidate in candidates:
                if candidate < number:
                    first, second = root(candidate), root(number)
                    parent[max(first, second)] = min(first, second)
    with open(output + "/kept-00000.jsonl", "wb") as out:
        for number, line in enumerate(records(corpus)):
            if parent[number] == number:
                out.write(line)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
