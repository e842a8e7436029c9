"""DuckDB: one document of each SHA-256 of the text, to JSON lines."""

import sys

import duckdb


def main(corpus, output):
    database = duckdb.connect()
    database.execute("set threads = 1")
    database.execute(f"set temp_directory = '{output}/work'")
    database.execute(
        f"""
        copy (select distinct on (sha256(text)) *
              from read_json('{corpus}/part-*', format = 'newline_delimited'))
        to '{output}/kept-00000.jsonl' (format json)
        """
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
