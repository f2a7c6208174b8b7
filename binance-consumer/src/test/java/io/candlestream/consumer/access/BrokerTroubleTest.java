package io.candlestream.consumer.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class BrokerTroubleTest {
    @Test
    void aRefusedLoginAndAMissingRightNameTheirSettings() {
        assertThat(BrokerTrouble.words(new ExecutionException(new SaslAuthenticationException("invalid credentials"))))
                .contains("SaslAuthenticationException: invalid credentials"
                        + " (kafka.sasl.mechanism, kafka.sasl.jaas.config)");
        assertThat(BrokerTrouble.words(new TopicAuthorizationException("no right")))
                .contains("TopicAuthorizationException: no right (the rights of the user in kafka.sasl.jaas.config)");
    }

    @Test
    void anAbsentBrokerIsOfAnotherKind() {
        assertThat(BrokerTrouble.words(new TimeoutException("no answer"))).isEmpty();
    }
}
