"""Classifies texts with the reference implementation of fastText; prints the CPU seconds of the quickest pass.

Usage: reference.py MODEL LINES LABELS PASSES

All lines go to one call of the C++ code, so that what Python does between two texts is not counted against it.
"""

import sys
import time

import fasttext


def main(model_file, lines_file, labels_file, passes):
    model = fasttext.FastText._FastText(model_file)
    with open(lines_file, encoding="utf-8", newline="\n") as file:
        lines = file.readlines()
    best = float("inf")
    for _ in range(int(passes)):
        started = time.process_time()
        labels, _ = model.f.multilinePredict(lines, 1, 0.0, "strict")
        best = min(best, time.process_time() - started)
    with open(labels_file, "w", encoding="utf-8") as file:
        file.writelines((found[0] if found else "") + "\n" for found in labels)
    print(f"{best:.4f}")


main(*sys.argv[1:])
