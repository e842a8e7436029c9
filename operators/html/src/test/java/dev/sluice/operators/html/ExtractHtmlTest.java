package dev.sluice.operators.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractHtmlTest {
    private static final ExtractHtml ALL = Spec.build(ExtractHtml.class)
            .with(ExtractHtml::content, ExtractHtml.Content.ALL)
            .build();
    private static final ExtractHtml MAIN = Spec.build(ExtractHtml.class).build();

    private static String all(String html) {
        return Extraction.of(ALL, html).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "<p>one<p>two                                     → one~~two",
                "<div>one</div>two<div>three</div>                → one~two~three",
                "<p>a <b>bold</b>word and<span> a </span>span</p> → a boldword and a span",
                "<p>a<br>b<br><br>c</p>                           → a~b~~c",
                "<p> one  two &nbsp; three\t</p>                  → one two three",
                "<p>&lt;b&gt; &eacute; &#x1F600; &copy; &bogus;</p> → <b> é 😀 © &bogus;",
                "<p>soft&shy;ware zero&#8203;width</p>            → software zerowidth",
                "<ul><li>a<ul><li>b</ul><li>c</ul>                → - a~  - b~- c",
                "<ol start=3><li>a<li>b<ul><li>x</ul><li>c</ol>   → 3. a~4. b~  - x~5. c",
                "<ul><li><p>a</p><p>b</p></li><li></li></ul>      → - a~~b",
                "<dl><dt>term<dd>meaning</dl>                     → term~meaning",
                "<table><tr><td>a<td><td>c<tr><td><td>b</table>   → a |  | c~| b",
                "<table><caption>T</caption><tr><td><p>a</p><p>b</p><td>c<br>d</table> → T~a b | c d",
                "<table><tr><td><p>one<p>two<p>three</table>      → one~~two~~three",
                "<p>x</p><pre>  a~    b  c~</pre><p>y</p>         → x~~  a~    b  c~~y",
                "<pre>a<br>b <span>  c</span></pre>               → a~b   c",
                "<p>1<script>2</script><style>3</style><template>4</template><noscript>5</noscript></p> → 1",
                "<p>1</p><p hidden>2</p><p aria-hidden=true>3</p><p style='color:red; display : none'>4</p> → 1",
                "<dialog>no</dialog><dialog open>yes</dialog>     → yes",
                "<p>漢<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p> → 漢字",
                "<p>so <math alttext='a^2'><mi>a</mi><mn>2</mn></math></p> → so a^2",
                "<p>unclosed <b>tags <i>and <a href=x>attributes  → unclosed tags and attributes",
                "<b><p>mis</b>nested</p></i>                      → misnested",
                "<title>no text</title><body>text                 → text",
            })
    void laysOutTheWholePage(String html, String expected) {
        assertThat(all(html.replace('~', '\n'))).isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void setsFieldsFromTheHead() {
        ExtractHtml operator = Spec.build(ExtractHtml.class)
                .with(ExtractHtml::titleField, "title")
                .with(ExtractHtml::languageField, "meta_language")
                .with(ExtractHtml::canonicalField, "canonical")
                .build();
        Document page = Extraction.of(
                operator,
                "<html lang=de><head><title> Der\n Titel </title><base href='https://a.example/b/'>"
                        + "<link rel='Canonical' href='c'></head><body><p>Ein Text.</p></body></html>");
        assertThat(page.text()).isEqualTo("Ein Text.");
        assertThat(page.fieldChanges())
                .isEqualTo(Map.of("title", "Der Titel", "meta_language", "de", "canonical", "https://a.example/b/c"));
        assertThat(Extraction.of(operator, "<p>No head.</p>").fieldChanges()).isEmpty();
    }

    @Test
    void leavesDocumentsWithoutTheFieldAlone() {
        ExtractHtml operator =
                Spec.build(ExtractHtml.class).with(ExtractHtml::field, "html").build();
        Document document = Documents.of("a", "<p>text", Map.of("html", 7));
        assertThat(Extraction.of(operator, document)).isSameAs(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b",
                "x <y> z",
                "List<String> names",
                "see </foo>",
                "1 </ 2",
                "<",
                "</",
                "<3 tea",
                "a <b",
                "<pre"
            })
    void tellsOtherTextsFromHtml(String text) {
        assertThat(HtmlDetection.isHtml(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff <!DOCTYPE html>",
                "<p>x",
                "<BR/>",
                "<!-- x -->",
                "text <b>bold</b> text",
                "<?xml version='1.0'?>"
            })
    void knowsHtml(String text) {
        assertThat(HtmlDetection.isHtml(text)).isTrue();
    }

    @Test
    void keepsTheTextOfWrappersWithHintsInTheirNames() {
        String page = "<body><div class='layout with-sidebar'><div class='sidebar'>About us</div><p>"
                + "word ".repeat(100) + "</p></div></body>";
        assertThat(Extraction.of(MAIN, page).text())
                .isEqualTo("word ".repeat(100).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>x",
                "<ul><li>x",
                "<table><tr><td>x",
                "<b>x",
                "<font><p>x",
                "<blockquote>x",
                "<a href=y>x",
                "<span>x",
                "<div class=ad>x",
                "<article>x",
                "<main>x",
                "<h1>x",
                "<ul><li>x<h2>y</h2>",
                "<form>x",
                "<p>x<br><br>",
                "<table><tr><td>x</td><td><p>y<p>z<p>",
                "</p>",
                "<pre> ",
                "<svg><g>x",
                "&amp",
                "<",
                "<!--",
                "<td>"
            })
    void takesLinearTimeAtAnyDepth(String part) {
        String some = part.repeat(10_000);
        String many = "<body>" + part.repeat(1_000_000 / part.length());
        for (ExtractHtml operator : new ExtractHtml[] {ALL, MAIN}) {
            read(operator, some);
            // A megabyte takes well below a second; anything quadratic takes many minutes.
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(operator, many));
        }
    }

    private static void read(ExtractHtml operator, String html) {
        PageReader reader = new PageReader(operator.content() == ExtractHtml.Content.MAIN);
        Page page = reader.read(html);
        assertThat(page.text(new MainContent(page, 0.33, 70, 200).select()).length())
                .isLessThanOrEqualTo(8 * html.length() + 100_000);
    }
}
