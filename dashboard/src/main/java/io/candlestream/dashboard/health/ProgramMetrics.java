package io.candlestream.dashboard.health;

import io.candlestream.runtime.http.BoundedBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running part of the pipeline as its metrics tell of it: what it says now, and what has changed in the last seconds. */
final class ProgramMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** What a rate is taken over: short enough to see a stop, long enough for several batches. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private static final int OK = 200;

    /** A hundred times what the programs tell. */
    private static final int MOST_BYTES = 4 << 20;

    private final HttpClient client;
    private final HttpRequest request;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private Optional<Instant> awaySince = Optional.empty();

    ProgramMetrics(HttpClient client, URI metrics) {
        this.client = client;
        this.request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
    }

    private record Moment(Instant time, Scrape scrape) {}

    /** Asks the part. */
    void refresh(Instant now) {
        Optional<Scrape> scrape = ask();
        if (scrape.isEmpty()) {
            moments.clear();
            awaySince = Optional.of(awaySince.orElse(now));
            return;
        }
        awaySince = Optional.empty();
        moments.addLast(new Moment(now, scrape.get()));
        while (moments.peekFirst().time().plus(LOOK_BACK).isBefore(now)) {
            moments.removeFirst();
        }
    }

    /** The request's own timeout covers the headers alone. */
    private Optional<Scrape> ask() {
        var answer = client.sendAsync(request, BoundedBody.text(MOST_BYTES));
        try {
            HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() == OK ? Optional.of(Exposition.parse(response.body())) : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Since when it has not answered; empty while it does. */
    Optional<Instant> awaySince() {
        return awaySince;
    }

    /** What it said last; nothing while it is away. */
    Scrape now() {
        return moments.isEmpty() ? new Scrape(List.of()) : moments.peekLast().scrape();
    }

    /** How fast a counter grew in the last seconds; empty until two answers tell. */
    OptionalDouble perSecond(String counter) {
        if (moments.size() < 2) {
            return OptionalDouble.empty();
        }
        double seconds =
                Duration.between(moments.peekFirst().time(), moments.peekLast().time())
                                .toMillis()
                        / 1000.0;
        double before = moments.peekFirst().scrape().value(counter).orElse(0);
        OptionalDouble after = now().value(counter);
        return after.stream()
                .map(value -> (value < before ? value : value - before) / seconds) // smaller: started again
                .findFirst();
    }

    /** What a histogram saw in the last seconds. */
    Histogram recent(String histogram) {
        return moments.isEmpty()
                ? now().histogram(histogram)
                : now().histogram(histogram).since(moments.peekFirst().scrape().histogram(histogram));
    }
}
