package io.candlestream.runtime.errors;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Says why TLS with a server does not come about, whichever client wrapped it, and which setting is the way out.
 *
 * @param address the setting that names the server
 * @param protocol the setting that asks for TLS
 * @param trusted the setting of the authorities that may sign
 * @param own the setting of the client's own certificate
 */
public record TlsErrors(String address, String protocol, String trusted, String own) {
    public static final TlsErrors KAFKA = new TlsErrors(
            "REDPANDA_BROKERS",
            "kafka.security.protocol",
            "kafka.ssl.truststore.location",
            "kafka.ssl.keystore.location");
    public static final TlsErrors CASSANDRA = new TlsErrors(
            "ASSET_CASSANDRA_HOST", "ASSET_CASSANDRA_TLS", "ASSET_CASSANDRA_TRUSTSTORE", "ASSET_CASSANDRA_KEYSTORE");

    private static final String ALERT = "Received fatal alert: ";

    /** The cause and the way out, in one line; empty when {@code failure} may pass or has nothing to do with TLS. */
    public Optional<String> describe(Throwable failure) {
        return tree(failure).map(this::explained).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> explained(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return describe("the server's certificate is not valid now, " + message, "renew it");
        }
        if (cause instanceof CertificateException && message.matches("No (name matching|subject alternative) .*")) {
            return describe("the server's certificate is for another host, " + message, address);
        }
        if (cause instanceof CertificateException) {
            return describe("no authority that is trusted has signed the server's certificate", trusted);
        }
        if (cause instanceof SSLException && message.contains(ALERT)) {
            String alert = message.substring(message.indexOf(ALERT) + ALERT.length());
            return describe(
                    "the server ended the TLS handshake, alert " + alert, own + " if it asks for a certificate");
        }
        if (cause instanceof SSLException && message.matches("(?s)(?i).*(not an|unrecognized) SSL.*")) {
            return describe("the server speaks no TLS there", address + ", " + protocol);
        }
        return Optional.empty();
    }

    private static Optional<String> describe(String why, String wayOut) {
        return Optional.of(why + " (" + wayOut + ")");
    }

    /** The failure and all that lies under and beside it, the innermost first. */
    private static Stream<Throwable> tree(Throwable failure) {
        Stream<Throwable> below =
                Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
        return Stream.concat(below.flatMap(TlsErrors::tree), Stream.of(failure));
    }
}
