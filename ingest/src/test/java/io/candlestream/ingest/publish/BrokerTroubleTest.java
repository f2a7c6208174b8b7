package io.candlestream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class BrokerTroubleTest {
    @Test
    void everyKindNamesItsWayOut() {
        assertThat(BrokerTrouble.words(new SaslAuthenticationException("invalid credentials")))
                .isEqualTo("invalid credentials (kafka.sasl.mechanism, kafka.sasl.jaas.config)");
        assertThat(BrokerTrouble.words(new TopicAuthorizationException("no right")))
                .isEqualTo("no right (the rights of the user in kafka.sasl.jaas.config)");
        assertThat(BrokerTrouble.words(new SslAuthenticationException(
                        "SSL handshake failed", new SSLHandshakeException("Received fatal alert: bad_certificate"))))
                .contains("alert bad_certificate", "kafka.ssl.keystore.location");
        assertThat(BrokerTrouble.words(new RecordTooLargeException("too large")))
                .isEqualTo("too large (RecordTooLargeException)");
    }
}
