package dev.sluice.operators.text.pii;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts stand-ins in the place of e-mail addresses and of IPv4 addresses of the public internet. Stand-ins of a list take
 * turns within a document, beginning with the first, so that a document's result depends on the document alone.
 */
@Operator.Info(
        name = "mask_pii",
        since = "0.1",
        summary = "Replaces e-mail addresses and public IP addresses by stand-ins.",
        source = "datatrove's PIIFormatter",
        cost = Operator.Cost.CHEAP)
public record MaskPii(
        @Param(doc = "Whether e-mail addresses are replaced.", def = "true")
        boolean emails,

        @Param(doc = "Whether IP addresses are replaced.", def = "true")
        boolean ips,

        @Param(doc = "Whether only addresses of the public internet count.", def = "true")
        boolean onlyPublicIps,

        @Param(
                doc = "Stand-ins for e-mail addresses, taken in turn.",
                def = "[email@example.com, firstname.lastname@example.org]",
                min = 1)
        List<String> emailReplacements,

        @Param(
                doc = "Stand-ins for IP addresses, taken in turn; the defaults answered no ping when they were"
                        + " chosen.",
                def = "[22.214.171.124, 126.96.36.199, 188.8.131.52, 184.108.40.206, 220.127.116.11,"
                        + " 18.104.22.168]",
                min = 1)
        List<String> ipReplacements)
        implements Mapper {

    private static final Signal EMAILS = Signal.count("emails", "e-mail addresses replaced");
    private static final Signal IPS = Signal.count("ips", "IP addresses replaced");

    @Override
    public List<Signal> signals() {
        return List.of(EMAILS, IPS);
    }

    @Override
    public boolean removesPrivateData() {
        return true;
    }

    @Override
    public Edit open(Resources resources) {
        return (document, measured, output) -> {
            Replacing masked = new Replacing(document.text());
            if (emails) {
                masked.emails(emailReplacements);
                measured.set(EMAILS, masked.count());
            }
            if (ips) {
                masked.ips(ipReplacements, onlyPublicIps);
                measured.set(IPS, masked.count());
            }
            output.emit(document.withText(masked.text()));
        };
    }

    /** A text in which one kind of private data after the other is replaced. */
    private static final class Replacing {
        private String text;
        private int count;

        Replacing(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        int count() {
            return count;
        }

        void emails(List<String> standIns) {
            count = 0;
            EmailScanner scanner = new EmailScanner(text);
            StringBuilder out = null;
            int copied = 0;
            while (scanner.find(copied)) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, scanner.start()).append(standIns.get(count++ % standIns.size()));
                copied = scanner.end();
            }
            finish(out, copied);
        }

        void ips(List<String> standIns, boolean onlyPublic) {
            count = 0;
            Ipv4Scanner scanner = new Ipv4Scanner(text);
            StringBuilder out = null;
            int copied = 0;
            int from = 0;
            while (scanner.find(from)) {
                from = scanner.end();
                String address = text.substring(scanner.start(), scanner.end());
                if (Ipv4Scanner.isAddress(address) && (!onlyPublic || Ipv4Scanner.isGlobal(address))) {
                    out = out == null ? new StringBuilder(text.length()) : out;
                    out.append(text, copied, scanner.start()).append(standIns.get(count++ % standIns.size()));
                    copied = scanner.end();
                }
            }
            finish(out, copied);
        }

        private void finish(@Nullable StringBuilder out, int copied) {
            if (out != null) {
                text = out.append(text, copied, text.length()).toString();
            }
        }
    }
}
