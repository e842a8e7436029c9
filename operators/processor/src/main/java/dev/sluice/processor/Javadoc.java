package dev.sluice.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a documentation comment into Markdown: paragraphs, lists, {@code pre}, emphasis, superscripts, code, literal text
 * and links, of which the label or the name stays. What follows the first block tag ({@code @param} and the like) is for
 * readers of the code and left out. Time is linear in the comment.
 */
final class Javadoc {
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "nbsp", " ", "copy", "\u00a9");
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>");
    private static final Pattern ENTITY = Pattern.compile("&([A-Za-z]+);");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@[a-z]");

    private final String comment;
    private final StringBuilder out = new StringBuilder();
    /** The lists that are open, by the number of the item that comes next; 0 for bullets. */
    private final Deque<Integer> lists = new ArrayDeque<>();

    private boolean spaced = true;
    private boolean listBegins;
    private int at;

    private Javadoc(String comment) {
        this.comment = comment;
    }

    /**
     * The Markdown of a comment, as the compiler gives it.
     *
     * @throws IllegalArgumentException when it holds what cannot be shown
     */
    static String toMarkdown(String comment) {
        Matcher block = BLOCK_TAG.matcher(comment);
        return new Javadoc(block.find() ? comment.substring(0, block.start()) : comment).markdown();
    }

    private String markdown() {
        while (at < comment.length()) {
            char c = comment.charAt(at);
            if (c == '{' && comment.startsWith("{@", at)) {
                inlineTag();
            } else if (c == '<') {
                tag();
            } else if (c == '&') {
                entity();
            } else {
                text(c);
                at++;
            }
        }
        if (!lists.isEmpty()) {
            throw new IllegalArgumentException("a list has no end");
        }
        return out.toString().strip();
    }

    /** Runs of white space become one space. */
    private void text(char c) {
        if (Character.isWhitespace(c)) {
            spaced |= out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
            if (!spaced) {
                out.append(' ');
            }
            spaced = true;
        } else {
            out.append(c == '<' ? "&lt;" : c == '*' ? "\\*" : String.valueOf(c));
            spaced = false;
        }
    }

    private void append(String markup) {
        out.append(markup);
        spaced = false;
    }

    private void inlineTag() {
        int depth = 0;
        int end = at;
        do {
            char c = comment.charAt(end++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        } while (depth > 0 && end < comment.length());
        if (depth > 0) {
            throw new IllegalArgumentException("an inline tag has no end");
        }
        String[] parts = comment.substring(at + 2, end - 1).strip().split("\\s+", 2);
        String content = parts.length < 2 ? "" : parts[1].replaceAll("\\s+", " ");
        switch (parts[0]) {
            case "code" -> append(code(content));
            case "literal" -> content.chars().forEach(c -> text((char) c));
            case "link", "linkplain" -> {
                String[] link = content.split(" ", 2);
                String name = link[0].startsWith("#") ? link[0].substring(1) : link[0].replace('#', '.');
                append(link.length > 1 ? link[1] : code(name));
            }
            default -> throw new IllegalArgumentException("a page cannot show {@" + parts[0] + "}");
        }
        at = end;
    }

    private static String code(String content) {
        return content.indexOf('`') < 0 ? "`" + content + "`" : "`` " + content + " ``";
    }

    private void tag() {
        Matcher tag = TAG.matcher(comment).region(at, comment.length());
        if (!tag.lookingAt()) {
            throw new IllegalArgumentException("'<' begins no tag; write &lt;");
        }
        boolean closing = !tag.group(1).isEmpty();
        String name = tag.group(2);
        at = tag.end();
        switch (name) {
            case "p" -> {
                block("\n\n");
                append("   ".repeat(lists.size()));
                spaced = true;
            }
            case "ul", "ol" -> {
                if (closing) {
                    lists.pop();
                    block(lists.isEmpty() ? "\n\n" : "\n");
                } else {
                    lists.push(name.equals("ol") ? 1 : 0);
                    listBegins = lists.size() == 1;
                }
            }
            case "li" -> item(closing);
            case "em", "i" -> out.append('*');
            case "strong", "b" -> out.append("**");
            case "sup" -> append(closing ? "" : "^");
            case "pre" -> preformatted();
            default -> throw new IllegalArgumentException("a page cannot show <" + name + ">");
        }
    }

    private void item(boolean closing) {
        if (closing) {
            return;
        }
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("<li> stands outside of a list");
        }
        int number = lists.pop();
        lists.push(number == 0 ? 0 : number + 1);
        block(listBegins ? "\n\n" : "\n");
        listBegins = false;
        append("   ".repeat(lists.size() - 1) + (number == 0 ? "-  " : number + ". "));
        spaced = true;
    }

    /** Ends what came before, and begins a block that belongs to the innermost list where there is one. */
    private void block(String separator) {
        out.setLength(out.toString().stripTrailing().length());
        append(out.isEmpty() ? "" : separator);
        spaced = true;
    }

    private void preformatted() {
        int end = comment.indexOf("</pre>", at);
        if (end < 0) {
            throw new IllegalArgumentException("<pre> has no end");
        }
        String content = comment.substring(at, end);
        if (content.startsWith("{@code") && content.stripTrailing().endsWith("}")) {
            content = content.stripTrailing();
            content = content.substring("{@code".length(), content.length() - 1);
        }
        block("\n\n");
        append("```\n" + content.stripTrailing().replaceFirst("^\\s*\\n", "").stripIndent() + "\n```\n\n");
        spaced = true;
        at = end + "</pre>".length();
    }

    private void entity() {
        Matcher entity = ENTITY.matcher(comment).region(at, comment.length());
        String character = entity.lookingAt() ? ENTITIES.get(entity.group(1)) : null;
        if (character == null) {
            throw new IllegalArgumentException("'&' begins no entity that is known here: " + ENTITIES.keySet());
        }
        text(character.charAt(0));
        at = entity.end();
    }
}
