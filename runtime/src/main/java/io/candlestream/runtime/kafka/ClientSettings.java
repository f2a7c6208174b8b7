package io.candlestream.runtime.kafka;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** Kafka's own settings of any client, as a program has them under {@code kafka}, with a login that Kafka reads as it is meant. */
public final class ClientSettings {
    private static final String TABLE = "kafka";
    private static final String USERNAME = "sasl.username";
    private static final String PASSWORD = "sasl.password";

    private ClientSettings() {}

    /**
     * What stands there. Of {@code sasl.username} and {@code sasl.password}, which Kafka does not have, its {@code sasl.jaas.config} is
     * made; where that stands too, it alone counts.
     *
     * @throws SettingsException for a login that Kafka would refuse in a message with a part of it, or would read as another one
     */
    public static Map<String, String> of(Settings settings) {
        Map<String, String> all = settings.table(TABLE);
        Optional<String> username = Optional.ofNullable(all.remove(USERNAME));
        Optional<String> password = Optional.ofNullable(all.remove(PASSWORD));
        if (all.containsKey(SaslConfigs.SASL_JAAS_CONFIG)) {
            if (!isReadable(all.get(SaslConfigs.SASL_JAAS_CONFIG))) {
                throw settings.refused(
                        TABLE + "." + SaslConfigs.SASL_JAAS_CONFIG,
                        "Kafka cannot read it as it is meant: a password in it needs \\\" for each \" and \\\\ for each"
                                + " \\ (or set sasl.username and sasl.password in its place)");
            }
        } else if (username.isPresent() != password.isPresent()) {
            throw settings.refused(TABLE + "." + USERNAME, "it is needed together with " + PASSWORD);
        } else if (username.isPresent()) {
            String module = module(settings, all.getOrDefault(SaslConfigs.SASL_MECHANISM, ""));
            all.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    module + " required username=" + quoted(username.get()) + " password=" + quoted(password.get())
                            + ";");
        }
        return all;
    }

    private static String module(Settings settings, String mechanism) {
        return switch (mechanism) {
            case "PLAIN" -> PlainLoginModule.class.getName();
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> ScramLoginModule.class.getName();
            default ->
                throw settings.refused(
                        TABLE + "." + SaslConfigs.SASL_MECHANISM,
                        "SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed (others have their login in"
                                + " sasl.jaas.config)");
        };
    }

    /** As Java's StreamTokenizer, by which Kafka reads it, has texts of any characters. */
    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    /** A backslash before another character than these two makes a line end of {@code \n}, and is lost otherwise. */
    private static boolean isReadable(String login) {
        if (login.replaceAll("\\\\[\\\\\"]", "").contains("\\")) {
            return false;
        }
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(login)));
            return true;
        } catch (RuntimeException e) { // its message has parts of the login
            return false;
        }
    }
}
