"""Data-Juicer's document_minhash_deduplicator over a Hugging Face data set, as its own executor applies it."""

import glob
import sys

from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator
from datasets import load_dataset


def main(corpus, output):
    data = load_dataset("json", data_files=sorted(glob.glob(corpus + "/part-*")), split="train", cache_dir=output + "/work")
    deduplicator = DocumentMinhashDeduplicator(
        tokenization="space", window_size=5, lowercase=True, num_permutations=112, num_bands=14, num_rows_per_band=8
    )
    signed = data.map(deduplicator.compute_hash)
    kept, _ = deduplicator.process(signed)
    kept.to_json(output + "/kept-00000.jsonl", force_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
