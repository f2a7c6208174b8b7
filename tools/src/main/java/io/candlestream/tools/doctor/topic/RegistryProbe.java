package io.candlestream.tools.doctor.topic;

import io.candlestream.runtime.registry.RegistryAnswer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryClient;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schema registry, as the consumer asks it.
 *
 * @param address such as {@code http://localhost:8081}
 */
public record RegistryProbe(String address) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String SETTING = " (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY has to name a schema registry)";

    /** The registry that the settings name, if any; a login in its URL is left out. */
    public static Optional<RegistryProbe> of(Settings settings) {
        return settings.optional("schema-registry")
                .map(url -> new RegistryProbe(Secrets.withoutLogins(url).replaceFirst("/$", "")));
    }

    /** How many subjects it knows. */
    public ProbeResult<Integer> subjects() {
        return asked(client -> ProbeResult.of(client.subjects()));
    }

    ProbeResult<Schema> schema(int id) {
        return asked(client -> {
            RegistryAnswer answer = client.schema(id);
            if (answer instanceof Registered registered) {
                return parsed(id, registered.text());
            }
            if (answer instanceof LoginNeeded login) {
                return away(login.why());
            }
            return answer instanceof Away away
                    ? away(away.why())
                    : ProbeResult.none("nobody has registered its schema id " + id + " at " + address);
        });
    }

    private static ProbeResult<Schema> parsed(int id, String text) {
        try {
            return ProbeResult.of(new Schema.Parser().parse(text));
        } catch (SchemaParseException e) {
            return ProbeResult.none("schema " + id + " of the registry is none of Avro");
        }
    }

    private interface Question<T> {
        ProbeResult<T> of(RegistryClient client) throws IOException, InterruptedException;
    }

    private <T> ProbeResult<T> asked(Question<T> question) {
        try {
            return question.of(new RegistryClient(address, PATIENCE));
        } catch (IOException | IllegalArgumentException e) {
            return away(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProbeResult.none("interrupted");
        }
    }

    private <T> ProbeResult<T> away(String why) {
        return ProbeResult.none(address + " does not answer as a registry: " + why + SETTING);
    }
}
