package dev.sluice.operators.text.c4;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A set of phrases as a tree of characters, to be looked for at one place of a text after the other. */
final class PhraseTrie {
    private static final int ASCII = 128;

    private final Node root = new Node();

    /** Takes tests of where a phrase ends. */
    @FunctionalInterface
    interface End {
        /** Whether a phrase may end before this index. */
        boolean at(int end);
    }

    PhraseTrie(Collection<String> phrases) {
        for (String phrase : phrases) {
            Node node = root;
            for (int i = 0; i < phrase.length(); i++) {
                node = node.child(phrase.charAt(i));
            }
            node.end = !phrase.isEmpty();
        }
    }

    /** Whether a phrase begins at a place and ends where it may. */
    boolean matches(String text, int from, End end) {
        Node node = root;
        for (int i = from; i < text.length(); i++) {
            Node next = node.next(text.charAt(i));
            if (next == null) {
                return false;
            }
            if (next.end && end.at(i + 1)) {
                return true;
            }
            node = next;
        }
        return false;
    }

    private static final class Node {
        private final Node[] ascii = new Node[ASCII];
        private final Map<Character, Node> others = new HashMap<>(0);
        private boolean end;

        Node next(char c) {
            return c < ASCII ? ascii[c] : others.get(c);
        }

        Node child(char c) {
            Node next = next(c);
            if (next == null) {
                next = new Node();
                if (c < ASCII) {
                    ascii[c] = next;
                } else {
                    others.put(c, next);
                }
            }
            return next;
        }
    }
}
