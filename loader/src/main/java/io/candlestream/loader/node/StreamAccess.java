package io.candlestream.loader.node;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.Tls;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.cassandra.config.EncryptionOptions.ServerEncryptionOptions;
import org.apache.cassandra.config.EncryptionOptions.ServerEncryptionOptions.InternodeEncryption;

/**
 * How nodes are reached for streams.
 *
 * @param port at which all of them listen; empty for the one that each tells
 * @param throttle MiB a second to all of them together; 0 is no limit
 * @param tls what they speak among each other, where it is TLS
 */
public record StreamAccess(OptionalInt port, int throttle, Optional<Tls> tls) {
    private static final int MOST_MIB = 100_000;

    /**
     * What stands below {@code stream}.
     *
     * @throws SettingsException for a value that cannot be, and for TLS without both files
     */
    public static StreamAccess of(Settings set) {
        Optional<Tls> tls = Tls.of(set, "stream.");
        tls.ifPresent(wanted -> {
            require(set, "truststore", wanted.trusted().isPresent());
            require(set, "keystore", wanted.own().isPresent());
        });
        return new StreamAccess(
                set.optional("stream.port").isPresent()
                        ? OptionalInt.of(set.number("stream.port", 1, 65535))
                        : OptionalInt.empty(),
                set.number("stream.throttle", 0, MOST_MIB),
                tls);
    }

    private static void require(Settings set, String file, boolean there) {
        if (!there) {
            throw set.refused(
                    "stream." + file,
                    "is needed with stream.tls: each node of a cluster shows a certificate and wants one");
        }
    }

    /** Where a node takes streams. */
    InetSocketAddress of(ClusterNode node) {
        InetSocketAddress told = node.storage();
        return port.isPresent() ? new InetSocketAddress(told.getAddress(), port.getAsInt()) : told;
    }

    /** TLS as Cassandra describes it. */
    Optional<ServerEncryptionOptions> encryption() {
        return tls.flatMap(
                wanted -> wanted.trusted().flatMap(trusted -> wanted.own().map(own -> new ServerEncryptionOptions()
                        .withInternodeEncryption(InternodeEncryption.all)
                        .withOptional(false)
                        .withTrustStore(trusted.path().toString())
                        .withTrustStorePassword(trusted.password())
                        .withKeyStore(own.path().toString())
                        .withKeyStorePassword(own.password())
                        .withOutboundKeystore(own.path().toString())
                        .withOutboundKeystorePassword(own.password())
                        .withRequireEndpointVerification(wanted.hostCheck() == Tls.HostCheck.REQUIRED))));
    }
}
