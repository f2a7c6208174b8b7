package io.candlestream.runtime.settings;

import java.util.List;
import java.util.Optional;

/**
 * How a client speaks TLS.
 *
 * @param trusted the authorities that may sign a server's certificate; empty means those of the JDK
 * @param own the client's own key and certificate, where the server asks for them
 * @param hostCheck whether a server's certificate has to name the server
 */
public record Tls(Optional<KeyFile> trusted, Optional<KeyFile> own, HostCheck hostCheck) {
    private static final String TRUSTED = "truststore";
    private static final String OWN = "keystore";

    /** What is asked of the name in a certificate. */
    public enum HostCheck {
        /** It has to be the host's that was asked for. */
        REQUIRED,
        /** It may be any: anyone who holds a certificate of the same authority can pass for the server. */
        NONE
    }

    /**
     * What stands behind {@code prefix}, such as {@code cassandra.}; empty where TLS is off.
     *
     * @throws SettingsException for a file that cannot be opened, or that would never be used
     */
    public static Optional<Tls> of(Settings settings, String prefix) {
        if (!settings.flag(prefix + "tls")) {
            for (String file : List.of(TRUSTED, OWN)) {
                settings.optional(prefix + file).ifPresent(named -> {
                    throw settings.refused(prefix + file, "is of no use without TLS: set " + prefix + "tls = true");
                });
            }
            return Optional.empty();
        }
        return Optional.of(new Tls(
                KeyFile.of(settings, prefix + TRUSTED),
                KeyFile.of(settings, prefix + OWN),
                settings.flag(prefix + "check-host") ? HostCheck.REQUIRED : HostCheck.NONE));
    }
}
