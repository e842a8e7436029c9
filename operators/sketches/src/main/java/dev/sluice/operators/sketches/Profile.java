package dev.sluice.operators.sketches;

import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;

/**
 * A first look at records that nobody knows yet: which fields they have and of which types, which lines repeat across
 * documents, how many documents are equal but for case, spaces and punctuation, and which documents look broken. Removes
 * nothing; {@code sluice analyze} is built on it.
 *
 * <p>The run's report and {@code __sluice/portrait/STEP.json} hold, under the step's name:
 *
 * <ul>
 *   <li>{@code documents}: number of documents.
 *   <li>{@code fields}: of each field by name, in how many documents it is {@code present}, how often it has which of the
 *       {@code types} of JSON, the estimated number of {@code distinct} values, {@code examples}, and of texts the
 *       distribution of their length in {@code characters}; {@code all_fields} is false where more than 200 fields
 *       were met.
 *   <li>{@code contents}: estimated number of different texts; {@code keys}: the same of their letters and numbers in
 *       lower case, so what {@code contents} has more are copies that differ in case, spaces and punctuation alone.
 *   <li>{@code lines}: the 50 lines that occur most often, each with its number of occurrences ({@code values}), of
 *       {@code total} occurrences of lines; {@code complete} is false where more than {@code most_lines} different
 *       lines were met, {@code overflow} then counts occurrences of lines that are not held.
 *   <li>{@code suspicious}: of each sign of a broken text that was met, how many {@code documents} show it, and
 *       {@code examples} by id. The signs: {@code empty}, no character that is not white space; {@code very_short},
 *       fewer than 20 UTF-16 units; {@code very_long}, more than a million; {@code replacement_characters}, bytes were
 *       lost when the text was decoded; {@code mojibake}, UTF-8 that was read as Windows-1252 or Latin-1; {@code
 *       control_characters}, other than tab, line feed and carriage return; {@code html_tags}, markup that should have
 *       been taken out; {@code very_long_word}, more than 500 UTF-16 units without white space; {@code few_letters},
 *       more than half of a text of 50 or more units are neither letters nor white space.
 * </ul>
 *
 * <p>Estimated numbers come with bounds at two standard deviations ({@code low2}, {@code high2}). Every number depends on
 * the set of documents alone. Examples are those with the smallest hashes. Of more than 200 fields, and of more than
 * {@code most_lines} different lines, those with the smallest hashes are kept, a sample that does not depend on the order.
 * Memory: a few MB, and 100 bytes a line up to twice {@code most_lines}.
 */
@Operator.Info(
        name = "profile",
        since = "0.1",
        summary = "Describes records: fields and types, repeated lines, equal contents, suspicious documents.",
        source = "CPC sketches of Apache DataSketches",
        cost = Operator.Cost.MODERATE)
public record Profile(
        @Param(doc = "Characters that a line must have to be counted.", def = "20", min = 1)
        int minLineCharacters,

        @Param(doc = "Most different lines that are held.", def = "50000", min = 1, max = 10_000_000)
        int mostLines)
        implements Sketch {

    @Override
    public Summary create(Resources resources) {
        return new ProfileSummary(this);
    }

    @Override
    public Summary read(byte[] stored) {
        return ProfileSummary.read(this, stored);
    }
}
