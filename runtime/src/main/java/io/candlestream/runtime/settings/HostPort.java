package io.candlestream.runtime.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server's name or address, and its port. */
public record HostPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(\\[[0-9A-Fa-f:.%\\w]+]|[\\w.-]+)(?::(\\d{1,5}))?|([0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)");
    private static final int MOST_PORT = 65_535;

    /** The hosts at {@code path}, with commas between them and each with a port of its own or else {@code port}. */
    public static List<HostPort> list(Settings settings, String path, int port) {
        return settings.parsed(
                path,
                text -> parse(text, port),
                "a host is needed, or several with commas between them, each with a port if it has another one,"
                        + " such as db1, db2:9043");
    }

    private static Optional<List<HostPort>> parse(String text, int port) {
        List<HostPort> hosts = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher form = FORM.matcher(one.strip());
            if (!form.matches()) {
                return Optional.empty();
            }
            int own = form.group(2) == null ? port : Integer.parseInt(form.group(2));
            if (own < 1 || own > MOST_PORT) {
                return Optional.empty();
            }
            String host = form.group(1) == null ? form.group(3) : form.group(1).replaceAll("[\\[\\]]", "");
            hosts.add(new HostPort(host, own));
        }
        return Optional.of(hosts);
    }

    /** All of them for messages and for programs that take such a list. */
    public static String text(List<HostPort> hosts) {
        return hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
