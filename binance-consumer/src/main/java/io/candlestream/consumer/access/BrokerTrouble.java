package io.candlestream.consumer.access;

import io.candlestream.runtime.http.TlsErrors;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Says why the brokers do not let the consumer in, which no further attempt changes. */
public final class BrokerTrouble {
    private BrokerTrouble() {}

    /** The cause and the way out, in one line; empty when {@code failure} is of another kind. */
    public static Optional<String> words(Throwable failure) {
        return TlsErrors.KAFKA.words(failure).or(() -> Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .filter(cause -> cause instanceof AuthenticationException || cause instanceof AuthorizationException)
                .findFirst()
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage() + wayOut(cause)));
    }

    private static String wayOut(Throwable cause) {
        return cause instanceof AuthorizationException
                ? " (the rights of the user in kafka.sasl.jaas.config)"
                : " (kafka.sasl.mechanism, kafka.sasl.jaas.config)";
    }
}
