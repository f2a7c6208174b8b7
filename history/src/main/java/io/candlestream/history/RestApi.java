package io.candlestream.history;

import io.candlestream.runtime.http.BoundedBody;
import io.candlestream.runtime.http.BoundedBody.Longer;
import io.candlestream.runtime.terminal.VisibleText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks one exchange by REST: every request within the same {@link RequestWeightLimiter}, every answer whole within a deadline and
 * within a number of bytes. Any thread may ask.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "HTTP Return Codes" and "IP Limits".
 *
 * @param restUrl without {@code /api}
 * @param budget what all requests together may cost
 * @param patience how long a whole answer may take
 */
public record RestApi(URI restUrl, HttpClient client, RequestWeightLimiter budget, Duration patience) {
    /** How long a whole answer may take where nothing else is set. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int BANNED = 418;
    private static final int TOO_MANY = 429;
    private static final int LOCATION = 451;
    /** What is kept of the body of a refusal, in bytes. */
    private static final int REFUSAL = 8192;
    /** What is shown of it, in characters. */
    private static final int SHOWN = 300;

    /** With the usual patience. */
    public RestApi(URI restUrl, HttpClient client, RequestWeightLimiter budget) {
        this(restUrl, client, budget, PATIENCE);
    }

    /** The same exchange and budget, with another patience. */
    public RestApi within(Duration longest) {
        return new RestApi(restUrl, client, budget, longest);
    }

    /** The address that is asked for {@code path}. */
    public URI address(String path) {
        return URI.create(restUrl + path);
    }

    /**
     * The answer to {@code path}, with status 200.
     *
     * @param weight what the exchange counts for it
     * @param most how many bytes the answer can sanely have
     * @throws RestException when nobody answers in time, or not with 200
     */
    public HttpResponse<byte[]> ask(String path, int weight, int most) throws RestException, InterruptedException {
        budget.spend(weight);
        return answer(path, most);
    }

    /** As {@link #ask}, for one of many pages of numbered events, which leave a part of the budget to all else. */
    HttpResponse<byte[]> askPage(String path, int weight, int most) throws RestException, InterruptedException {
        budget.spendOnPage(weight);
        return answer(path, most);
    }

    private HttpResponse<byte[]> answer(String path, int most) throws RestException, InterruptedException {
        HttpResponse<byte[]> answer = send(address(path), most);
        budget.update(answer.headers());
        int status = answer.statusCode();
        if (RequestWeightLimiter.isRest(status)) {
            Duration rest = budget.refused(status, answer.headers().firstValue("Retry-After"));
            throw new RestException("Cannot ask " + address(path) + ": " + meaning(status, ""), status, rest);
        }
        budget.welcomed();
        if (status != OK) {
            throw new RestException("Cannot ask " + address(path) + ": " + meaning(status, text(answer)), status);
        }
        return answer;
    }

    /** An answer that is not one to {@code path}. */
    RestException unreadable(String path, String why) {
        return new RestException("Cannot read the answer of " + address(path) + ": " + shown(why), OK);
    }

    private HttpResponse<byte[]> send(URI uri, int most) throws RestException, InterruptedException {
        AtomicReference<BoundedBody> body = new AtomicReference<>();
        BodyHandler<byte[]> bounded = head -> {
            body.set(
                    head.statusCode() == OK
                            ? new BoundedBody(most, Longer.REFUSED)
                            : new BoundedBody(REFUSAL, Longer.CUT));
            return body.get();
        };
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), bounded);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String what = body.get() == null ? "no answer" : "the answer did not end";
            throw new RestException("Cannot ask " + uri + ": " + what + " within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw failed(uri, e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause());
        } finally {
            answer.cancel(true);
            if (!answer.isDone() || answer.isCancelled()) {
                Optional.ofNullable(body.get()).ifPresent(BoundedBody::cancel);
            }
        }
    }

    private static RestException failed(URI uri, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        String why =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return new RestException("Cannot ask " + uri + ": " + shown(why), cause);
    }

    /** What a refusal means, in one line, with the way out. */
    private String meaning(int status, String body) {
        return "HTTP " + status
                + switch (status) {
                    case FORBIDDEN ->
                        ": the exchange's firewall blocks this address or this request (too many requests, or a"
                                + " proxy on the way; leave it alone for some minutes)";
                    case LOCATION ->
                        ": the exchange does not serve this location (the REST address has to be one that it"
                                + " serves from here)";
                    case TOO_MANY ->
                        ": " + budget.resting().orElse("the exchange refuses requests")
                                + " (too many requests come from this address)";
                    case BANNED ->
                        ": the exchange has banned this address; "
                                + budget.resting().orElse("it refuses requests")
                                + " (stop what else asks too often from here)";
                    default -> body.isEmpty() ? "" : " " + shown(body);
                };
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The first line, without control characters. */
    private static String shown(String text) {
        String line = text.lines().findFirst().orElse("");
        return VisibleText.of(line.substring(0, Math.min(SHOWN, line.length())));
    }
}
