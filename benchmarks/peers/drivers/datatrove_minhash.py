"""The four stages of datatrove's MinHash deduplication, one after the other in one process."""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.hashing import HashConfig
from datatrove.utils.text import TextNormConfig
from datatrove.utils.word_tokenizers import WordTokenizer


class WhiteSpace(WordTokenizer):
    """Cuts at white space, as all peers do here; the language's own tokenizer would be slower."""

    def word_tokenize(self, text):
        return text.split()

    def sent_tokenize(self, text):
        raise NotImplementedError

    def span_tokenize(self, text):
        raise NotImplementedError


def main(corpus, output):
    plain = TextNormConfig(
        lowercase=True,
        norm_whitespace=True,
        remove_punctuation=False,
        norm_unicode_diacritics=False,
        norm_numbers=False,
        norm_weekdays=False,
        norm_monthnames=False,
    )
    config = MinhashConfig(
        n_grams=5,
        num_buckets=14,
        hashes_per_bucket=8,
        hash_config=HashConfig(hash_fc="xxhash", precision=64),
        norm_config=plain,
    )
    work = output + "/work"
    signature = MinhashDedupSignature(
        output_folder=work + "/signatures", config=config, language=WhiteSpace()
    )
    stages = [
        ([JsonlReader(corpus, glob_pattern="part-*"), signature], 1),
        (
            [
                MinhashDedupBuckets(
                    input_folder=work + "/signatures",
                    output_folder=work + "/buckets",
                    config=config,
                    lines_to_buffer=1000,
                )
            ],
            14,
        ),
        (
            [
                MinhashDedupCluster(
                    input_folder=work + "/buckets",
                    output_folder=work + "/remove",
                    config=config,
                    lines_to_buffer=1000,
                )
            ],
            1,
        ),
        (
            [
                JsonlReader(corpus, glob_pattern="part-*"),
                MinhashDedupFilter(input_folder=work + "/remove"),
                JsonlWriter(output, output_filename="kept-${rank}.jsonl", compression=None),
            ],
            1,
        ),
    ]
    for number, (pipeline, tasks) in enumerate(stages):
        LocalPipelineExecutor(
            pipeline=pipeline, tasks=tasks, workers=1, logging_dir=f"{work}/logs/{number}"
        ).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
