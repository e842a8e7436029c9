package dev.sluice.operators.text.pii;

/** Finds one kind of private data in time linear in the text. */
@FunctionalInterface
interface Detector {
    /** Adds what the text holds, from left to right. */
    void find(String text, Matches matches);

    /** E-mail addresses as datatrove finds them. */
    static Detector datatroveEmails() {
        return (text, matches) -> {
            EmailScanner scanner = new EmailScanner(text);
            for (int from = 0; scanner.find(from); from = scanner.end()) {
                matches.add(scanner.start(), scanner.end());
            }
        };
    }

    /** IPv4 addresses as datatrove finds them: those with a leading zero in a number are none. */
    static Detector datatroveIps(boolean onlyPublic) {
        return (text, matches) -> {
            Ipv4Scanner scanner = new Ipv4Scanner(text);
            for (int from = 0; scanner.find(from); from = scanner.end()) {
                String address = text.substring(scanner.start(), scanner.end());
                if (Ipv4Scanner.isAddress(address) && (!onlyPublic || Ipv4Scanner.isGlobal(address))) {
                    matches.add(scanner.start(), scanner.end());
                }
            }
        };
    }

    /** IPv4 addresses as Dolma finds them: whatever looks like one. */
    static Detector dolmaIps(boolean onlyPublic) {
        return (text, matches) -> {
            Ipv4Scanner scanner = new Ipv4Scanner(text);
            for (int from = 0; scanner.find(from); from = scanner.end()) {
                if (!onlyPublic || Ipv4Scanner.isGlobal(text.substring(scanner.start(), scanner.end()))) {
                    matches.add(scanner.start(), scanner.end());
                }
            }
        };
    }

    /** IPv4 and full IPv6 addresses as Data-Juicer finds them. */
    static Detector dataJuicerIps(boolean onlyPublic) {
        return (text, matches) -> {
            DataJuicerDetectors.ips(text, matches);
            if (onlyPublic) {
                matches.keepOnly((start, end) -> {
                    String address = text.substring(start, end);
                    return address.indexOf(':') >= 0 || Ipv4Scanner.isGlobal(address);
                });
            }
        };
    }
}
