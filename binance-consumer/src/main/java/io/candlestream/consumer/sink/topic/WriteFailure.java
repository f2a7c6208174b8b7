package io.candlestream.consumer.sink.topic;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.util.Set;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;

/** What becomes of a write that failed: it is tried again with a new client, or the query stops with one line. */
record WriteFailure(String goal, Exception failure) {
    /** A new client can go on where the old one cannot. */
    private static final Set<Class<?>> OF_THE_CLIENT = Set.of(
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            InvalidTxnStateException.class,
            OutOfOrderSequenceException.class,
            UnknownProducerIdException.class,
            TransactionAbortedException.class);

    /**
     * Returns never.
     *
     * @throws UnavailableException when another attempt may do
     * @throws FatalException when none does, with the way out
     * @throws InterruptedException when the task was interrupted
     */
    UnavailableException raise() throws UnavailableException, InterruptedException {
        if (has(InterruptException.class) || has(InterruptedException.class)) {
            Thread.interrupted(); // as every method that throws it clears it
            throw new InterruptedException("interrupted while writing");
        } else if (has(RecordTooLargeException.class)) {
            throw fatal(RootCause.message(RootCause.innermost(failure))
                    + " (max.message.bytes of the topic, message.max.bytes of the broker, kafka.max.request.size)");
        } else if (KafkaErrors.permanent(failure).isPresent()) {
            throw fatal(KafkaErrors.describe(failure));
        }
        Throwable cause = RootCause.innermost(failure);
        if (cause instanceof ApiException
                && !(cause instanceof RetriableException)
                && OF_THE_CLIENT.stream().noneMatch(kind -> kind.isInstance(cause))) {
            throw fatal(KafkaErrors.describe(failure));
        }
        throw new UnavailableException(KafkaErrors.describe(failure) + hint(cause), failure);
    }

    private boolean has(Class<?> kind) {
        return RootCause.chain(failure).anyMatch(kind::isInstance);
    }

    private static String hint(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("not present in metadata")
                ? " (was the topic deleted? make it again)"
                : message.contains("InitProducerId")
                        ? " (do the brokers keep transactions? transaction.state.log.replication.factor)"
                        : "";
    }

    private FatalException fatal(String why) {
        return new FatalException("Cannot " + goal + ": " + why, failure);
    }
}
