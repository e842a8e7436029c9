package dev.sluice.operators.text.pii;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds private data and puts something else in its place, or only tells where it is.
 *
 * <p>E-mail and IP addresses follow the definitions of a published tool ({@code style}), each exactly; the further
 * kinds ({@code also}) are this operator's own and checked as far as they can be: check digits of bank accounts (ISO
 * 13616) and payment cards (Luhn), prefixes, dates. Where kinds overlap, private keys count first, then tokens,
 * secrets, e-mail and IP addresses, then the others in the order of their list; with Dolma's styles and {@code action:
 * tag} all count, as in Dolma.
 *
 * <p>Stand-ins of a list take turns within a document, beginning with the first, so that a document's result depends on
 * the document alone. Time is linear in the text. Side files of a run, such as rejects and ledger, hold no text from
 * before this step unless the recipe allows it.
 */
@Operator.Info(
        name = "mask_pii",
        since = "0.1",
        summary = "Replaces e-mail addresses, IP addresses and other private data, or marks them.",
        source = "datatrove's PIIFormatter; Dolma's pii_regex_with_counts_fast_v2 and pii_regex_v2 taggers;"
                + " Data-Juicer's clean_email and clean_ip mappers; WanJuan-CC for Chinese numbers",
        cost = Operator.Cost.CHEAP)
public record MaskPii(
        @Param(doc = "Whether e-mail addresses are looked for.", def = "true")
        boolean emails,

        @Param(
                doc = "Whether IPv4 addresses are looked for (with data_juicer, full IPv6 addresses as well).",
                def = "true")
        boolean ips,

        @Param(
                doc = "Whether only addresses of the public internet count; absent means yes for datatrove and for"
                        + " IPv6, no for the other styles.")
        @Nullable Boolean onlyPublicIps,

        @Param(
                doc = "Stand-ins for e-mail addresses, taken in turn; absent means those of the style:"
                        + " email@example.com and firstname.lastname@example.org for datatrove,"
                        + " ' |||EMAIL_ADDRESS||| ' for dolma, nothing for data_juicer.",
                min = 1)
        @Nullable List<String> emailReplacements,

        @Param(
                doc = "Stand-ins for IP addresses, taken in turn; absent means those of the style: six addresses that"
                        + " answered no ping when they were chosen for datatrove, ' |||IP_ADDRESS||| ' for dolma,"
                        + " nothing for data_juicer.",
                min = 1)
        @Nullable List<String> ipReplacements,

        @Param(
                doc = "Whose definition of e-mail and IP addresses counts, and for dolma and dolma_regex of telephone"
                        + " numbers.",
                def = "datatrove")
        Style style,

        @Param(doc = "Further kinds of private data that are looked for.", def = "[]")
        List<Extra> also,

        @Param(
                doc =
                        "Stand-ins for the further kinds, by kind, such as {phone: '<TEL>'}; absent means <IP>, <PHONE>,"
                                + " <IBAN>, <CREDIT_CARD>, <ID_NUMBER>, <PASSPORT>, <SSN>, <PRIVATE_KEY>, <ACCESS_TOKEN>, <SECRET>.")
        @Nullable Map<String, String> replacements,

        @Param(
                doc = "Which telephone numbers count, save with Dolma's styles, which have their own.",
                def = "[international, north_american, chinese_mobile]",
                min = 1)
        List<PhoneFormat> phoneFormats,

        @Param(
                doc = "Least entropy of a value, in bits per character, that makes it a secret when a name such as"
                        + " password or api_key gets it.",
                def = "3",
                min = 0,
                max = 8)
        double minSecretEntropy,

        @Param(doc = "What happens to what was found.", def = "replace")
        Action action,

        @Param(doc = "The character that a mask consists of.", def = "*")
        String maskCharacter,

        @Param(
                doc =
                        "File of at least 16 bytes, the secret key of pseudonyms; {hash} in a stand-in then becomes twelve"
                                + " hexadecimal digits that belong to the value.",
                asset = true)
        @Nullable String keyFile,

        @Param(doc = "Most places a kept document may have; absent means any number.", min = 0) @Nullable Integer maxMatches)
        implements Mapper {

    /** Whose definitions count. */
    public enum Style {
        /** datatrove's PIIFormatter, as used for FineWeb. */
        DATATROVE,
        /**
         * Dolma's tagger pii_regex_with_counts_fast_v2, paragraph by paragraph; texts with more than 10,000 question
         * marks have no match.
         */
        DOLMA,
        /**
         * Dolma's tagger pii_regex_v2: telephone numbers and IP addresses near {@code isbn}, {@code doi} or {@code #}
         * do not count. Its check for URLs has no effect, there as here: the pattern wants a backspace before them.
         */
        DOLMA_REGEX,
        /** Data-Juicer's clean_email_mapper and clean_ip_mapper. */
        DATA_JUICER
    }

    /** Further kinds of private data. */
    public enum Extra {
        /** IPv6 addresses, with {@code ::} and IPv4 tails. */
        IPV6,
        /** Telephone numbers in one of {@code phone_formats}; with the styles of Dolma those that it finds. */
        PHONE,
        /** Bank accounts with a country's length and right check digits. */
        IBAN,
        /** Payment cards with an issuer's prefix and a right check digit. */
        PAYMENT_CARD,
        /** Numbers of Chinese identity cards, in texts that speak of identity. */
        CHINESE_ID,
        /** Numbers of Chinese passports: E, G or P and eight digits. */
        CHINESE_PASSPORT,
        /** US social security numbers. */
        US_SSN,
        /** Private keys in PEM or OpenPGP form. */
        PRIVATE_KEY,
        /** Tokens with the prefixes of AWS, GitHub, GitLab, Slack, Google, Stripe and others, and JSON Web Tokens. */
        ACCESS_TOKEN,
        /** Values that names such as password or api_key get, by their entropy, and passwords in addresses. */
        SECRET
    }

    /** Formats of telephone numbers. */
    public enum PhoneFormat {
        /** A plus sign and 8 to 15 digits. */
        INTERNATIONAL,
        /**
         * Ten digits of the United States and Canada, set apart as {@code (212) 555-1234}, {@code 212-555-1234} or
         * {@code 212.555.1234}.
         */
        NORTH_AMERICAN,
        /** Eleven digits: 1, a digit from 3 to 9, and nine more. */
        CHINESE_MOBILE
    }

    /** What happens to private data. */
    public enum Action {
        /** A stand-in takes its place. */
        REPLACE,
        /**
         * {@code mask_character} takes the place of letters and digits, but for a few at the ends that are usual for
         * the kind.
         */
        MASK,
        /**
         * A stand-in that belongs to the value and to the key in {@code key_file} takes its place, so that equal values
         * stay equal.
         */
        PSEUDONYM,
        /** It stays, and its places are recorded as signals. */
        TAG
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** More places than {@code max_matches}. */
        TOO_MANY_MATCHES
    }

    static final Signal MATCHES = Signal.count("matches", "places", "places of private data of all kinds");
    static final Signal MATCHED_RATIO = Signal.number(
            "matched_ratio",
            "characters per character",
            "code points within these places, overlaps counted twice, per code point");
    static final Signal MATCHES_PER_WORD = Signal.number(
            "matches_per_word", "places per word", "places per word, where words are parted by white space");

    @Override
    public void check(Faults faults) {
        if (action == Action.PSEUDONYM && keyFile == null) {
            faults.add("key_file", "is missing: pseudonyms need a secret key");
        }
        if (maskCharacter.codePointCount(0, maskCharacter.length()) != 1) {
            faults.add("mask_character", "is '%s', must be one character", maskCharacter);
        }
        if (replacements != null) {
            for (String name : replacements.keySet()) {
                if (also.stream().noneMatch(extra -> name(extra).equals(name))) {
                    faults.add("replacements", "names '%s', which is no kind listed in also", name);
                }
            }
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (emails) {
            kinds.add(Kind.EMAIL);
        }
        if (ips) {
            kinds.add(Kind.IP);
        }
        also.forEach(extra -> kinds.add(Kind.valueOf(extra.name())));
        return kinds;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        kinds().forEach(kind -> signals.add(kind.count));
        signals.add(MATCHES);
        if (action == Action.TAG) {
            kinds().forEach(kind -> signals.add(kind.spans));
            signals.add(MATCHED_RATIO);
            signals.add(MATCHES_PER_WORD);
        }
        return signals;
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public boolean removesPrivateData() {
        return action != Action.TAG;
    }

    boolean isDolma() {
        return style == Style.DOLMA || style == Style.DOLMA_REGEX;
    }

    private Detector detector(Kind kind) {
        boolean onlyPublic = onlyPublicIps == null ? style == Style.DATATROVE : onlyPublicIps;
        DolmaDetectors dolma = new DolmaDetectors(style == Style.DOLMA);
        return switch (kind) {
            case EMAIL ->
                style == Style.DATATROVE
                        ? Detector.datatroveEmails()
                        : isDolma() ? dolma::emails : DataJuicerDetectors::emails;
            case IP ->
                style == Style.DATATROVE
                        ? Detector.datatroveIps(onlyPublic)
                        : isDolma() ? Detector.dolmaIps(onlyPublic) : Detector.dataJuicerIps(onlyPublic);
            case IPV6 -> new Ipv6Detector(onlyPublicIps == null || onlyPublicIps);
            case PHONE -> isDolma() ? dolma::phones : new PhoneDetector(EnumSet.copyOf(phoneFormats));
            case IBAN -> NumberDetectors::ibans;
            case PAYMENT_CARD -> NumberDetectors::paymentCards;
            case CHINESE_ID -> NumberDetectors::chineseIds;
            case CHINESE_PASSPORT -> NumberDetectors::chinesePassports;
            case US_SSN -> NumberDetectors::usSocialSecurityNumbers;
            case PRIVATE_KEY -> SecretDetectors::privateKeys;
            case ACCESS_TOKEN -> SecretDetectors::accessTokens;
            case SECRET -> new SecretDetectors(minSecretEntropy)::assigned;
        };
    }

    private List<String> standIns(Kind kind) {
        List<String> own = kind == Kind.EMAIL ? emailReplacements : kind == Kind.IP ? ipReplacements : null;
        String single = replacements == null ? null : replacements.get(name(kind));
        return own != null ? own : single != null ? List.of(single) : kind.standIns(style);
    }

    @Override
    public Edit open(Resources resources) {
        List<Masking.Search> searches = new ArrayList<>();
        kinds().forEach(kind -> searches.add(new Masking.Search(kind, detector(kind), standIns(kind))));
        Pseudonyms pseudonyms = keyFile == null ? null : Pseudonyms.withKey(resources.asset(keyFile));
        return new Masking(this, searches, pseudonyms);
    }
}
