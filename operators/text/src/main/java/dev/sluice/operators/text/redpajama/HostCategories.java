package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.LongTable;
import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.text.lists.ListFile;
import dev.sluice.text.LowerCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The category numbers of hosts, in RedPajama's numbering: all sets of categories in the order of their sizes, sets of one
 * size in the order of their sorted names, counted from 0. A host's number is that of the set of exactly the categories
 * that list it. Hosts are held as 64-bit hashes of their lower case, shared by all workers of a process.
 */
final class HostCategories {
    /** The categories of the UT1 blacklists that RedPajama takes, in their order. */
    static final List<String> NAMES = List.of(
            "adult",
            "agressif",
            "agressive",
            "arjel",
            "chat",
            "dating",
            "ddos",
            "filehosting",
            "gambling",
            "mixed_adult",
            "phishing",
            "porn",
            "violence");

    /** Hosts with their numbers; null where lists of hosts are given by category, or nothing. */
    private final @Nullable Numbered numbered;

    private final List<Listed> lists = new ArrayList<>();

    /**
     * Reads what is given.
     *
     * @param numberedFile RedPajama's {@code domain_to_category_id.json}: an object of numbers by host
     * @param listFiles lists of hosts, one a line
     * @param categories the categories of these lists, in the same order
     */
    HostCategories(@Nullable Path numberedFile, List<Path> listFiles, List<String> categories) {
        this.numbered =
                numberedFile == null ? null : SharedFiles.get(Numbered.class, numberedFile, HostCategories::numbered);
        for (int i = 0; i < listFiles.size(); i++) {
            Hosts hosts = SharedFiles.get(Hosts.class, listFiles.get(i), HostCategories::listed);
            lists.add(new Listed(NAMES.indexOf(categories.get(i)), hosts));
        }
    }

    private record Numbered(LongTable hosts) {}

    private record Hosts(LongTable hosts) {}

    private record Listed(int category, Hosts hosts) {}

    /** The category that a file lists, by the folder it lies in; null where that is none of RedPajama's. */
    static @Nullable String categoryOf(String file) {
        try {
            Path parent = Path.of(file).getParent();
            String folder = parent == null ? "" : String.valueOf(parent.getFileName());
            return NAMES.contains(folder) ? folder : null;
        } catch (InvalidPathException toldByTheReader) {
            return null;
        }
    }

    /** The number of a host; null where it is not listed. Only the very host counts, not those it belongs to. */
    @Nullable Long number(String host) {
        if (host.isEmpty() || (numbered == null && lists.isEmpty())) {
            return null;
        }
        String lower = LowerCase.of(host);
        Long found = exactly(lower);
        String other = found == null ? otherForm(lower) : null;
        return other == null ? found : exactly(other);
    }

    private @Nullable Long exactly(String host) {
        long hash = hash(host);
        if (numbered != null) {
            int row = find(numbered.hosts, hash);
            return row < 0 ? null : numbered.hosts.word(row, 1);
        }
        int set = 0;
        for (Listed list : lists) {
            set |= find(list.hosts.hosts, hash) < 0 ? 0 : 1 << list.category;
        }
        return set == 0 ? null : numberOf(set);
    }

    /** An international name may be listed in its own letters or in ASCII; null for all others. */
    private static @Nullable String otherForm(String host) {
        boolean ascii = host.chars().allMatch(c -> c < 0x80);
        if (ascii && !host.contains("xn--")) {
            return null;
        }
        try {
            return ascii ? IDN.toUnicode(host) : LowerCase.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }

    /** The number of a set of categories, given as bits by place in {@link #NAMES}. */
    static long numberOf(int set) {
        int size = Integer.bitCount(set);
        long number = 0;
        for (int smaller = 1; smaller < size; smaller++) {
            number += choose(NAMES.size(), smaller);
        }
        int left = size;
        for (int i = 0; i < NAMES.size() && left > 0; i++) {
            if ((set >> i & 1) != 0) {
                left--;
            } else {
                number += choose(NAMES.size() - 1 - i, left - 1); // the sets that have this one in its place
            }
        }
        return number;
    }

    private static long choose(int n, int k) {
        long ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }

    private static long hash(String host) {
        return Hashing.mix(Hashing.fnv1a64(host));
    }

    private static int find(LongTable hosts, long hash) {
        int from = 0;
        int to = hosts.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            long there = hosts.word(middle, 0);
            if (there == hash) {
                return middle;
            }
            if (there < hash) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    private static Hosts listed(Path file) {
        LongTable hosts = new LongTable(1);
        ListFile.read(file, host -> hosts.add(hash(LowerCase.of(host))));
        hosts.sort();
        return new Hosts(hosts);
    }

    private static Numbered numbered(Path file) {
        LongTable hosts = new LongTable(2);
        try {
            NumbersByName.read(file, (host, number) -> hosts.add(hash(LowerCase.of(host)), number));
        } catch (IOException cause) {
            throw new UncheckedIOException("host categories " + file, cause);
        }
        hosts.sort();
        for (int row = 1; row < hosts.size(); row++) {
            if (hosts.word(row, 0) == hosts.word(row - 1, 0) && hosts.word(row, 1) != hosts.word(row - 1, 1)) {
                throw new AssetException("host categories " + file + ": a host has both number "
                        + hosts.word(row - 1, 1) + " and number " + hosts.word(row, 1));
            }
        }
        return new Numbered(hosts);
    }
}
