package io.candlestream.runtime.errors;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Says why a client of Kafka failed, and which setting is the way out. */
public final class KafkaErrors {
    private KafkaErrors() {}

    /** Why the brokers do not let us in, which no further attempt changes; empty when {@code failure} is of another kind. */
    public static Optional<String> permanent(Throwable failure) {
        return TlsErrors.KAFKA.describe(failure).or(() -> RootCause.chain(failure)
                .filter(cause -> cause instanceof AuthenticationException || cause instanceof AuthorizationException)
                .findFirst()
                .map(cause -> RootCause.message(cause) + wayOut(cause)));
    }

    private static String wayOut(Throwable cause) {
        return cause instanceof AuthorizationException
                ? " (the rights of the user kafka.sasl.username)"
                : " (kafka.sasl.mechanism, kafka.sasl.username, kafka.sasl.password)";
    }

    /** The cause in one line, with the way out. */
    public static String describe(Throwable failure) {
        return permanent(failure).orElseGet(() -> {
            Throwable cause = RootCause.innermost(failure);
            boolean away = cause instanceof RetriableException
                    || cause.getClass() == KafkaException.class
                    || isUnresolved(failure);
            return RootCause.message(cause) + (away ? " (REDPANDA_BROKERS, kafka.security.protocol)" : "");
        });
    }

    /** Whether a client could not be made because no broker's name is known yet, as while a container starts. */
    public static boolean isUnresolved(Throwable failure) {
        return failure instanceof KafkaException
                && String.valueOf(RootCause.innermost(failure).getMessage()).contains("No resolvable bootstrap");
    }
}
