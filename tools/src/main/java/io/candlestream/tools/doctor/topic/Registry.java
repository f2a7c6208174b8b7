package io.candlestream.tools.doctor.topic;

import io.candlestream.schema.registry.RegistryAnswer;
import io.candlestream.schema.registry.RegistryAnswer.Away;
import io.candlestream.schema.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.schema.registry.RegistryAnswer.Registered;
import io.candlestream.schema.registry.RegistryClient;
import io.candlestream.tools.doctor.finding.Answer;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schema registry, as the consumer asks it.
 *
 * @param address such as {@code http://localhost:8081}
 */
public record Registry(String address) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String SETTING = " (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY has to name a schema registry)";

    /** How many subjects it knows. */
    public Answer<Integer> subjects() {
        try {
            return Answer.of(client().subjects());
        } catch (IOException | IllegalArgumentException e) {
            return away(e.getMessage());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    Answer<Schema> schema(int id) {
        try {
            RegistryAnswer answer = client().schema(id);
            if (answer instanceof Registered registered) {
                return Answer.of(new Schema.Parser().parse(registered.text()));
            }
            if (answer instanceof LoginNeeded login) {
                return away(login.why());
            }
            return answer instanceof Away away
                    ? away(away.why())
                    : Answer.none("nobody has registered its schema id " + id + " at " + address);
        } catch (SchemaParseException e) {
            return Answer.none("schema " + id + " of the registry is none of Avro");
        } catch (IllegalArgumentException e) {
            return away(e.getMessage());
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private RegistryClient client() {
        return new RegistryClient(address, PATIENCE);
    }

    private <T> Answer<T> away(String why) {
        return Answer.none(address + " does not answer as a registry: " + why + SETTING);
    }

    private static <T> Answer<T> interrupted() {
        Thread.currentThread().interrupt();
        return Answer.none("interrupted");
    }
}
