package io.candlestream.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every request and every answer has to obey: who asks under a name that is not ours may be a page of somebody else
 * whose name was pointed at this machine (DNS rebinding), and our page loads nothing from anywhere else.
 */
final class HostCheck {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-cache");

    private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    HostCheck(WebSettings settings) {
        settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    void check(Context request) {
        HEADERS.forEach(request::header);
        String host = String.valueOf(request.host()).toLowerCase(Locale.ROOT);
        if (!names.contains(host.replaceFirst(":\\d+$", ""))) {
            throw new ForbiddenResponse(
                    "Cannot answer under the name " + host + ": put it into CANDLESTREAM_DASHBOARD_NAMES");
        }
    }
}
