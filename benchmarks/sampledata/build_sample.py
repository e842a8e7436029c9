"""Makes testdata/web from Debian's documentation packages.

Usage: build_sample.py UNPACKED OUTPUT
UNPACKED is a folder into which these packages were unpacked with dpkg -x: installation-guide-amd64,
installation-guide-arm64 (Debian 12), debian-handbook 11.20220922. Needs the program zstd.
"""

import html.parser
import json
import pathlib
import subprocess
import sys

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "li", "tr", "td", "th", "pre", "table", "ul", "ol", "dl", "dt", "dd",
    "br", "hr", "title", "blockquote", "section", "header", "footer", "nav",
}
SKIPPED = {"script", "style", "head"}


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.skip = 0
        self.pre = 0

    def handle_starttag(self, tag, attributes):
        self.skip += tag in SKIPPED
        self.pre += tag == "pre"
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag):
        self.skip -= tag in SKIPPED
        self.pre -= tag == "pre"
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data):
        if self.skip:
            return
        parts = data.split("\n")
        if self.pre:
            self.lines[-1] += parts[0]
            self.lines.extend(parts[1:])
        else:
            self.lines[-1] += " ".join(parts)

    def text(self):
        kept = []
        for line in self.lines:
            line = " ".join(line.split())
            if line:
                kept.append(line)
        return "\n".join(kept)


def text_of(path):
    parser = Text()
    parser.feed(path.read_text(encoding="utf-8", errors="replace"))
    return parser.text()


def write(path, records):
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    subprocess.run(["zstd", "-q", "-19", "-f", "-o", str(path)], input=lines.encode("utf-8"), check=True)


def guide(root, arch, languages):
    for language in languages:
        folder = root / f"usr/share/doc/installation-guide-{arch}/{language}"
        for page in sorted(folder.glob("*.html")):
            yield {
                "id": f"guide-{arch}-{language}-{page.stem}",
                "url": f"https://www.debian.org/releases/bookworm/{arch}/{page.stem}.{language}.html",
                "text": text_of(page),
                "meta": {"source": f"installation-guide-{arch}", "lang": language, "licence": "GPL-2.0-only"},
            }


def handbook(root, languages):
    for language in languages:
        folder = root / "usr/share/doc/debian-handbook/html" / language
        for page in sorted(folder.glob("*.html")):
            yield {
                "id": f"handbook-{language}-{page.stem}",
                "url": f"https://debian-handbook.info/browse/{language}/stable/{page.name}",
                "text": text_of(page),
                "meta": {"source": "debian-handbook", "lang": language[:2], "licence": "CC-BY-SA-3.0"},
            }


def main():
    root, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    write(output / "guide-amd64.jsonl.zst", guide(root, "amd64", ["de", "en", "es", "fr"]))
    write(output / "guide-arm64.jsonl.zst", guide(root, "arm64", ["en", "fr"]))
    write(output / "handbook.jsonl.zst", handbook(root, ["en-US", "fr-FR", "ja-JP"]))


main()
