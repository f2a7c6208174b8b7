package io.candlestream.tools;

import io.candlestream.runtime.program.Program;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks one thing of a running part, such as {@code http://localhost:8080/json/}; exit code 0 or 1. */
public final class HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FAMILY = 100;
    private static final int SUCCESS = 2;

    private HealthCheck() {}

    /** The one argument is a URL that has to answer. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        if (arguments.length != 1) {
            System.err.println("Cannot check: one argument is needed, a URL");
            return Program.MISUSED;
        }
        return answers(arguments[0]) ? Program.OK : Program.FAILED;
    }

    private static boolean answers(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int status = connection.getResponseCode();
            System.out.println(url + " answers " + status);
            return status / FAMILY == SUCCESS;
        } catch (IOException e) {
            System.out.println(url + " does not answer: " + e.getMessage());
            return false;
        }
    }
}
