package dev.sluice.operators.text.pii;

import java.util.Arrays;

/** IPv6 addresses in the forms of RFC 4291: eight groups, {@code ::} for groups of zeros, an IPv4 tail. */
final class Ipv6Detector implements Detector {
    private static final int GROUPS = 8;
    /** The longest form: six groups of four and an IPv4 address. */
    private static final int LONGEST = 45;

    private final boolean onlyPublic;
    private final int[] groups = new int[GROUPS];

    Ipv6Detector(boolean onlyPublic) {
        this.onlyPublic = onlyPublic;
    }

    @Override
    public void find(String text, Matches matches) {
        int i = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', i)) {
            int start = colon;
            while (start > i && isPart(text.charAt(start - 1))) {
                start--;
            }
            int end = colon;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            i = end;
            boolean free = NumberDetectors.isFreeBefore(text, start) && NumberDetectors.isFreeAfter(text, end);
            int last = end;
            while (last > start && text.charAt(last - 1) == '.') {
                last--;
            }
            if (last - 1 > start && text.charAt(last - 1) == ':' && text.charAt(last - 2) != ':') {
                last--;
            }
            if (free
                    && last - start <= LONGEST
                    && hasDigit(text, start, last)
                    && isAddress(text, start, last)
                    && (!onlyPublic || isGlobal())) {
                matches.add(start, last);
            }
        }
    }

    private static boolean isPart(char c) {
        return NumberDetectors.isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    /** {@code a::b} and {@code ::} stand in programs more often than for addresses. */
    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (NumberDetectors.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Reads an address into {@link #groups}. */
    private boolean isAddress(String text, int from, int to) {
        Arrays.fill(groups, 0);
        int count = 0;
        int gap = -1;
        int i = from;
        if (text.startsWith("::", i)) {
            gap = 0;
            i += 2;
        }
        while (i < to) {
            int end = i;
            while (end < to && text.charAt(end) != ':' && text.charAt(end) != '.') {
                end++;
            }
            if (end < to && text.charAt(end) == '.') {
                return count <= GROUPS - 2 && readTail(text, i, to, count) && fill(count + 2, gap);
            }
            if (end == i || end > i + 4 || count == GROUPS) {
                return false;
            }
            groups[count++] = Integer.parseInt(text, i, end, 16);
            i = end;
            if (i < to) {
                i++;
                if (i == to) {
                    return false; // a single colon at the end
                }
                if (text.charAt(i) == ':') {
                    if (gap >= 0) {
                        return false;
                    }
                    gap = count;
                    i++;
                }
            }
        }
        return fill(count, gap);
    }

    private boolean readTail(String text, int from, int to, int count) {
        int value = 0;
        int i = from;
        for (int part = 0; part < 4; part++) {
            int end = Ipv4Scanner.numberEnd(text, i);
            boolean stops = end >= 0 && (part == 3 ? end == to : end < to && text.charAt(end) == '.');
            if (!stops) {
                return false;
            }
            value = value << 8 | Integer.parseInt(text, i, end, 10);
            i = end + 1;
        }
        groups[count] = value >>> 16;
        groups[count + 1] = value & 0xffff;
        return true;
    }

    /** Moves the groups after {@code ::} to the end. */
    private boolean fill(int count, int gap) {
        if (gap < 0) {
            return count == GROUPS;
        }
        if (count >= GROUPS) {
            return false;
        }
        int moved = count - gap;
        System.arraycopy(groups, gap, groups, GROUPS - moved, moved);
        Arrays.fill(groups, gap, GROUPS - moved, 0);
        return true;
    }

    /** Global unicast (2000::/3) without what is set aside for protocols, benchmarks and documentation. */
    private boolean isGlobal() {
        boolean unicast = groups[0] >>> 13 == 1;
        boolean protocols = groups[0] == 0x2001 && groups[1] < 0x200;
        boolean documentation =
                (groups[0] == 0x2001 && groups[1] == 0xdb8) || (groups[0] == 0x3fff && groups[1] < 0x1000);
        return unicast && !protocols && !documentation;
    }
}
