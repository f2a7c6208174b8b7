package io.candlestream.runtime.http;

import io.candlestream.runtime.http.BoundedBody.Longer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer by HTTP within a time and a size: the JDK's own timeout ends with the headers, and a body may never end. */
public final class BoundedAnswer {
    private BoundedAnswer() {}

    /** @throws IOException when the whole answer has not come within {@code deadline} or is longer than {@code mostBytes} */
    public static HttpResponse<byte[]> of(HttpClient client, HttpRequest request, Duration deadline, int mostBytes)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, headers -> new BoundedBody(mostBytes, Longer.REFUSED));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true); // ends the exchange, where it has not come to its end
        }
    }
}
