package io.candlestream.runtime.metrics;

import io.candlestream.runtime.http.BoundedAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads the metrics of one program, each time that it is asked to. */
public final class MetricsClient {
    private static final int OK = 200;
    /** A hundred times what the programs report. */
    private static final int MOST_BYTES = 4 << 20;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration deadline;

    /**
     * @param metrics the program's URL, such as {@code http://localhost:9404/metrics}
     * @param deadline for the whole answer
     */
    public MetricsClient(URI metrics, Duration deadline) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .build();
        this.request = HttpRequest.newBuilder(metrics).timeout(deadline).build();
        this.deadline = deadline;
    }

    /** The program's metrics now; empty when it does not answer in time, or with anything else. */
    public Optional<MetricsReading> read() {
        try {
            HttpResponse<byte[]> answer = BoundedAnswer.of(client, request, deadline, MOST_BYTES);
            return answer.statusCode() == OK
                    ? Optional.of(MetricsReading.parse(new String(answer.body(), StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
