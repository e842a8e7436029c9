"""text-dedup's minhash command, told to cut at white space instead of at every character that is none of a word."""

import re
import sys

import text_dedup.minhash as minhash


def main(corpus, output):
    minhash.NON_ALPHA = re.compile(r"\s+")
    sys.argv[1:] = [
        *["--path", "json", "--data_files", corpus + "/part-*", "--split", "train"],
        *["--cache_dir", output + "/work", "--output", output + "/arrow", "--column", "text"],
        *["--ngram", "5", "--b", "14", "--r", "8", "--num_perm", "112", "--min_length", "0"],
        *["--hash_func", "xxh3", "--num_proc", "1", "--no-clean_cache"],
    ]
    minhash.main()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
