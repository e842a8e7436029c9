package dev.sluice.pipelines;

/** The beginning of a text, cut between code points. */
final class Excerpt {
    private Excerpt() {}

    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
