package io.candlestream.runtime.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The failures are wrapped up here as the JDK wraps them up. */
class TlsErrorsTest {
    @Test
    void anUnknownAuthorityIsNamedWithWhatTrustsOne() {
        Throwable unknown = new CertificateException("PKIX path building failed", new CertPathBuilderException("none"));
        Throwable impostor = new CertificateException(
                "PKIX path validation failed",
                new CertPathValidatorException("signature check failed", new SignatureException("does not match")));

        assertThat(TlsErrors.KAFKA.describe(handshake(unknown)))
                .contains("no authority that is trusted has signed the server's certificate"
                        + " (kafka.ssl.truststore.location)");
        assertThat(TlsErrors.CASSANDRA.describe(handshake(impostor)))
                .contains("no authority that is trusted has signed the server's certificate"
                        + " (ASSET_CASSANDRA_TRUSTSTORE)");
    }

    @Test
    void anotherHostAndAPastDateAreToldApart() {
        Throwable host = new CertificateException("No subject alternative DNS name matching b found.");
        Throwable past = new CertificateException(
                "PKIX path validation failed", new CertificateExpiredException("NotAfter: yesterday"));

        assertThat(TlsErrors.KAFKA.describe(handshake(host)))
                .contains("the server's certificate is for another host,"
                        + " No subject alternative DNS name matching b found. (REDPANDA_BROKERS)");
        assertThat(TlsErrors.KAFKA.describe(handshake(past)))
                .contains("the server's certificate is not valid now, NotAfter: yesterday (renew it)");
    }

    @Test
    void whatHidesBesideAFailureIsFound() {
        Throwable nodes = new IllegalStateException("all nodes failed");
        nodes.addSuppressed(new SSLHandshakeException("Received fatal alert: bad_certificate"));

        assertThat(TlsErrors.CASSANDRA.describe(new IOException(nodes)))
                .contains("the server ended the TLS handshake, alert bad_certificate"
                        + " (ASSET_CASSANDRA_KEYSTORE if it asks for a certificate)");
    }

    @Test
    void aServerWithoutTlsIsNamed() {
        assertThat(TlsErrors.KAFKA.describe(new SSLException("Unsupported or unrecognized SSL message")))
                .contains("the server speaks no TLS there (REDPANDA_BROKERS, kafka.security.protocol)");
        assertThat(TlsErrors.CASSANDRA.describe(new SSLException("not an SSL/TLS record: 8400")))
                .contains("the server speaks no TLS there (ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_TLS)");
    }

    @Test
    void whatMayPassIsNoTrouble() {
        Throwable cut = new SSLHandshakeException("Remote host terminated the handshake");
        cut.addSuppressed(new EOFException("SSL peer shut down incorrectly"));

        assertThat(TlsErrors.KAFKA.describe(cut)).isEmpty();
        assertThat(TlsErrors.KAFKA.describe(new IOException("Connection refused")))
                .isEmpty();
    }

    private static Throwable handshake(Throwable cause) {
        return new IOException("a client's message", new SSLHandshakeException("refused").initCause(cause));
    }
}
