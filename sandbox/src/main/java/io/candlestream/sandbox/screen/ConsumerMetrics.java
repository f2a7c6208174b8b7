package io.candlestream.sandbox.screen;

import io.candlestream.runtime.http.BoundedBody;
import io.candlestream.sandbox.screen.DemoState.Latency;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the consumer of a demo tells by its metrics: rows and dead letters since its start, the latency of the last seconds. */
public final class ConsumerMetrics {
    private static final Pattern ROWS = counter("rows");
    private static final Pattern DEAD_LETTERS = counter("dead_letters");
    private static final Pattern LATENCY =
            Pattern.compile("(?m)^candlestream_consumer_latency_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)$");
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4 << 20;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final HttpRequest request;
    private final Deque<Answer> answers = new ArrayDeque<>();

    private record Answer(long nanos, long rows, long deadLetters, Map<Double, Double> latency) {}

    /** @param metrics where the consumer tells them */
    public ConsumerMetrics(URI metrics) {
        this.request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
    }

    private static Pattern counter(String name) {
        return Pattern.compile("(?m)^candlestream_consumer_" + name + "_total(?:\\{.*})? (\\S+)$");
    }

    /** Asks; what it does not tell stays as it was. */
    public void look() {
        ask().ifPresent(text -> take(text, System.nanoTime()));
    }

    /** Takes {@code text}, an answer that came at {@code nanos}. */
    void take(String text, long nanos) {
        Map<Double, Double> latency = new TreeMap<>();
        Matcher bucket = LATENCY.matcher(text);
        while (bucket.find()) {
            String bound = bucket.group(1);
            latency.put(
                    bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                    Double.valueOf(bucket.group(2)));
        }
        answers.addLast(new Answer(nanos, sum(ROWS, text), sum(DEAD_LETTERS, text), latency));
        while (nanos - answers.getFirst().nanos() > LOOK_BACK.toNanos()) {
            answers.removeFirst();
        }
    }

    private static long sum(Pattern counter, String text) {
        return counter.matcher(text)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private Optional<String> ask() {
        var answer = client.sendAsync(request, BoundedBody.text(MOST_BYTES));
        try {
            HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(response.body()).filter(body -> response.statusCode() == OK);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Rows written to the table so far. */
    public long rows() {
        return answers.isEmpty() ? 0 : answers.getLast().rows();
    }

    /** Dead letters so far. */
    public long deadLetters() {
        return answers.isEmpty() ? 0 : answers.getLast().deadLetters();
    }

    /** How many rows a second were written in the last seconds. */
    public long rowsPerSecond() {
        if (answers.size() < 2) {
            return 0;
        }
        double seconds = (answers.getLast().nanos() - answers.getFirst().nanos()) / 1e9;
        return Math.round((answers.getLast().rows() - answers.getFirst().rows()) / seconds);
    }

    /** How long rows took in the last seconds, with an even spread within each bucket of the histogram. */
    public Optional<Latency> latency() {
        Map<Double, Double> increase = new TreeMap<>();
        if (!answers.isEmpty()) {
            Map<Double, Double> before =
                    answers.size() < 2 ? Map.of() : answers.getFirst().latency();
            answers.getLast()
                    .latency()
                    .forEach((bound, count) -> increase.put(bound, count - before.getOrDefault(bound, 0.0)));
        }
        return increase.values().stream().anyMatch(count -> count > 0)
                ? Optional.of(new Latency(quantile(increase, 0.5), quantile(increase, 0.99)))
                : Optional.empty();
    }

    private static double quantile(Map<Double, Double> buckets, double share) {
        double rank = share * buckets.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= rank && !bucket.getKey().isInfinite()) {
                double part = (rank - below) / Math.max(1e-9, bucket.getValue() - below);
                return lower + (bucket.getKey() - lower) * part;
            }
            lower = bucket.getKey().isInfinite() ? lower : bucket.getKey();
            below = bucket.getValue();
        }
        return lower;
    }
}
