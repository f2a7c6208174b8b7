package io.candlestream.tools.doctor.topic;

import io.candlestream.runtime.registry.RegistryAnswer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryClient;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.IOException;
import java.time.Duration;
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

    /** How many subjects it knows. */
    public ProbeResult<Integer> subjects() {
        try {
            return ProbeResult.of(client().subjects());
        } catch (IOException | IllegalArgumentException e) {
            return away(e.getMessage());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    ProbeResult<Schema> schema(int id) {
        try {
            RegistryAnswer answer = client().schema(id);
            if (answer instanceof Registered registered) {
                return ProbeResult.of(new Schema.Parser().parse(registered.text()));
            }
            if (answer instanceof LoginNeeded login) {
                return away(login.why());
            }
            return answer instanceof Away away
                    ? away(away.why())
                    : ProbeResult.none("nobody has registered its schema id " + id + " at " + address);
        } catch (SchemaParseException e) {
            return ProbeResult.none("schema " + id + " of the registry is none of Avro");
        } catch (IllegalArgumentException e) {
            return away(e.getMessage());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private RegistryClient client() {
        return new RegistryClient(address, PATIENCE);
    }

    private <T> ProbeResult<T> away(String why) {
        return ProbeResult.none(address + " does not answer as a registry: " + why + SETTING);
    }

    private static <T> ProbeResult<T> interrupted() {
        Thread.currentThread().interrupt();
        return ProbeResult.none("interrupted");
    }
}
