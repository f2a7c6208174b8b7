package io.candlestream.ingest.publish;

import io.candlestream.runtime.http.TlsErrors;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Says why the brokers refuse the producer, or it them, with the way out. */
final class BrokerTrouble {
    private BrokerTrouble() {}

    static String words(Throwable failure) {
        return TlsErrors.KAFKA.words(failure).orElseGet(() -> failure.getMessage() + " (" + wayOut(failure) + ")");
    }

    private static String wayOut(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "kafka.sasl.mechanism, kafka.sasl.jaas.config";
        }
        return failure instanceof AuthorizationException
                ? "the rights of the user in kafka.sasl.jaas.config"
                : failure.getClass().getSimpleName();
    }
}
