package io.candlestream.consumer.sink.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteFailureTest {
    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void whatPassesIsTriedAgain() {
        for (Exception failure : new Exception[] {
            new TimeoutException("Topic rows.assets not present in metadata after 15000 ms."),
            new NotEnoughReplicasException("1 of 2"),
            new ProducerFencedException("a newer one"),
            new KafkaException("in an error state", new InvalidProducerEpochException("old")),
        }) {
            assertThatThrownBy(() -> raise(failure)).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void whatStaysStopsWithTheWayOut() {
        assertThatThrownBy(() -> raise(new KafkaException(new RecordTooLargeException("17000000 bytes"))))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("Cannot write to topic rows.assets: RecordTooLargeException: 17000000 bytes")
                .hasMessageContaining("max.message.bytes");
        assertThatThrownBy(() -> raise(new TopicAuthorizationException(Set.of("rows.assets"))))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("rights of the user");
        assertThatThrownBy(() -> raise(new TransactionalIdAuthorizationException("no")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("rights of the user");
        assertThatThrownBy(() -> raise(new UnsupportedVersionException("too old")))
                .isInstanceOf(FatalException.class);
    }

    @Test
    void aDeletedTopicAndMissingTransactionsAreNamed() {
        assertThatThrownBy(() -> raise(new TimeoutException("Topic a not present in metadata after 15000 ms.")))
                .hasMessageContaining("was the topic deleted?");
        assertThatThrownBy(() -> raise(new TimeoutException("Timeout expired while awaiting InitProducerId")))
                .hasMessageContaining("transaction.state.log.replication.factor");
    }

    @Test
    void anInterruptionStaysOne() {
        assertThatThrownBy(() -> raise(new InterruptException(new InterruptedException())))
                .isInstanceOf(InterruptedException.class);
    }

    private static void raise(Exception failure) throws UnavailableException, InterruptedException {
        throw new WriteFailure("write to topic rows.assets", failure).raise();
    }
}
