package io.candlestream.tools.health;

import io.candlestream.settings.Program;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks one thing of a running part, such as {@code http://localhost:8080/json/} or {@code topic}; exit code 0 or 1. */
public final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FAMILY = 100;
    private static final int SUCCESS = 2;

    private Health() {}

    /** The one argument is a URL that has to answer, or {@code topic}, whose newest record has to be young. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    static int run(String... arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Cannot check: one argument is needed, a URL or topic");
            return Program.MISUSED;
        }
        boolean well = arguments[0].equals("topic") ? FreshTopic.ofProcess().fresh() : answers(arguments[0]);
        return well ? Program.OK : Program.FAILED;
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
