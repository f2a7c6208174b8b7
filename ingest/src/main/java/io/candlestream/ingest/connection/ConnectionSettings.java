package io.candlestream.ingest.connection;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How the exchange is reached and when a connection counts as lost; part of the program's settings.
 *
 * @param streamUrl without path, such as {@code wss://data-stream.binance.vision}
 * @param restUrl without path
 * @param startUpDeadline how long the first subscription of a connection may take to stand
 * @param pingInterval how often the server pings
 * @param silenceGrace what silence may last beyond the ping interval
 * @param answerTimeout how long a subscription may stay unanswered
 * @param connectGap the least time between two connection attempts, of all connections together
 * @param connectionMaxAge when a connection is renewed though it is well
 * @param maxFrame the longest message, in bytes
 * @param restTimeout how long a whole answer by REST may take
 */
public record ConnectionSettings(
        URI streamUrl,
        URI restUrl,
        SSLContext tls,
        Duration startUpDeadline,
        Duration connectTimeout,
        Duration connectGap,
        Duration backoffBase,
        Duration backoffCap,
        Duration pingInterval,
        Duration silenceGrace,
        Duration answerTimeout,
        Duration connectionMaxAge,
        int maxFrame,
        Duration restTimeout) {

    Duration longestSilence() {
        return pingInterval.plus(silenceGrace);
    }

    /** Asks by REST within {@code budget}, which all requests of this address share. */
    public RestApi rest(RequestWeightLimiter budget) {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(connectTimeout)
                .build();
        return new RestApi(restUrl, client, budget, restTimeout);
    }

    /** How a start waits for a server. */
    public Retry retry() {
        return new Retry(startUpDeadline, Backoff.between(backoffBase, backoffCap));
    }
}
