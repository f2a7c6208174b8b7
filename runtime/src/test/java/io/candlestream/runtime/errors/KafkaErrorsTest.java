package io.candlestream.runtime.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaErrorsTest {
    @Test
    void aRefusedLoginAndAMissingRightNameTheirSettings() {
        assertThat(KafkaErrors.permanent(
                        new ExecutionException(new SaslAuthenticationException("invalid credentials"))))
                .contains("SaslAuthenticationException: invalid credentials"
                        + " (kafka.sasl.mechanism, kafka.sasl.username, kafka.sasl.password)");
        assertThat(KafkaErrors.permanent(new TopicAuthorizationException("no right")))
                .contains("TopicAuthorizationException: no right (the rights of the user kafka.sasl.username)");
    }

    @Test
    void anAbsentBrokerIsOfAnotherKind() {
        assertThat(KafkaErrors.permanent(new TimeoutException("no answer"))).isEmpty();
    }

    @Test
    void everyFailureNamesItsWayOutWhereThereIsOne() {
        assertThat(KafkaErrors.describe(new SslAuthenticationException(
                        "SSL handshake failed", new SSLHandshakeException("Received fatal alert: bad_certificate"))))
                .contains("alert bad_certificate", "kafka.ssl.keystore.location");
        assertThat(KafkaErrors.describe(new RecordTooLargeException("too large")))
                .isEqualTo("RecordTooLargeException: too large");
        assertThat(KafkaErrors.describe(new KafkaException("no client", new KafkaException("no such file"))))
                .isEqualTo("KafkaException: no such file (REDPANDA_BROKERS, kafka.security.protocol)");
        assertThat(KafkaErrors.describe(new ExecutionException(new TimeoutException("no answer"))))
                .isEqualTo("TimeoutException: no answer (REDPANDA_BROKERS, kafka.security.protocol)");
    }
}
