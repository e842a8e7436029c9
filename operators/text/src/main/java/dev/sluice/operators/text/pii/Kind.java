package dev.sluice.operators.text.pii;

import dev.sluice.operators.Signal;
import java.util.List;

/** Kinds of private data; the order is that of precedence where two kinds overlap. */
@SuppressWarnings("ImmutableEnumChecker") // a Signal is a record of strings and an enum
enum Kind {
    PRIVATE_KEY("private_keys", "private keys found", "private_key_spans", 0, 0),
    ACCESS_TOKEN("access_tokens", "access tokens found", "access_token_spans", 4, 0),
    SECRET("secrets", "secrets given to names found", "secret_spans", 0, 0),
    EMAIL("emails", "e-mail addresses found", "email_spans", 1, 0),
    IP("ips", "IP addresses found", "ip_spans", 1, 0),
    IPV6("ipv6s", "IPv6 addresses found", "ipv6_spans", 4, 0),
    PHONE("phones", "telephone numbers found", "phone_spans", 0, 4),
    IBAN("ibans", "bank account numbers found", "iban_spans", 2, 4),
    PAYMENT_CARD("payment_cards", "payment card numbers found", "payment_card_spans", 0, 4),
    CHINESE_ID("chinese_ids", "Chinese identity card numbers found", "chinese_id_spans", 6, 4),
    CHINESE_PASSPORT("chinese_passports", "Chinese passport numbers found", "chinese_passport_spans", 1, 2),
    US_SSN("us_ssns", "US social security numbers found", "us_ssn_spans", 0, 4);

    final Signal count;
    final Signal spans;
    /** Letters and digits that a mask leaves at the start. */
    final int head;
    /** Letters and digits that a mask leaves at the end. */
    final int tail;

    Kind(String count, String doc, String spans, int head, int tail) {
        this.count = Signal.count(count, "places", doc);
        this.spans = Signal.spans(spans, Signal.ALWAYS_ONE, "places of the " + doc);
        this.head = head;
        this.tail = tail;
    }

    /** Whether Dolma's taggers have a definition of their own. */
    boolean isDolmas() {
        return this == EMAIL || this == IP || this == PHONE;
    }

    /** The stand-ins that a kind has where the recipe names none. */
    List<String> standIns(MaskPii.Style style) {
        boolean dolma = style == MaskPii.Style.DOLMA || style == MaskPii.Style.DOLMA_REGEX;
        return switch (this) {
            case PRIVATE_KEY -> List.of("<PRIVATE_KEY>");
            case ACCESS_TOKEN -> List.of("<ACCESS_TOKEN>");
            case SECRET -> List.of("<SECRET>");
            case EMAIL ->
                dolma
                        ? List.of(" |||EMAIL_ADDRESS||| ")
                        : style == MaskPii.Style.DATA_JUICER
                                ? List.of("")
                                : List.of("email@example.com", "firstname.lastname@example.org");
            case IP ->
                dolma
                        ? List.of(" |||IP_ADDRESS||| ")
                        : style == MaskPii.Style.DATA_JUICER
                                ? List.of("")
                                : List.of(
                                        "22.214.171.124",
                                        "126.96.36.199",
                                        "188.8.131.52",
                                        "184.108.40.206",
                                        "220.127.116.11",
                                        "18.104.22.168");
            case IPV6 -> List.of("<IP>");
            case PHONE -> List.of(dolma ? " |||PHONE_NUMBER||| " : "<PHONE>");
            case IBAN -> List.of("<IBAN>");
            case PAYMENT_CARD -> List.of("<CREDIT_CARD>");
            case CHINESE_ID -> List.of("<ID_NUMBER>");
            case CHINESE_PASSPORT -> List.of("<PASSPORT>");
            case US_SSN -> List.of("<SSN>");
        };
    }
}
