package io.candlestream.consumer.registry;

import io.candlestream.runtime.registry.RegistryAnswer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryClient;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas that writers registered; travels to the executors, each of which asks for an id once.
 *
 * @param address such as {@code http://localhost:8081}, without the slash at its end
 */
public record SchemaRegistry(String address) implements Serializable {
    private static final Retry RETRY = Retry.times(3, Backoff.between(Duration.ofMillis(500), Duration.ofSeconds(1)));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String SETTING = "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY";

    /** An id is never given to another schema, so what is known stays true. */
    private static final Map<URI, String> KNOWN = new ConcurrentHashMap<>();

    /**
     * The schema's text, empty when the registry says that nobody registered the id, which is not remembered: somebody may.
     *
     * @throws RegistryUnavailableException when three attempts get no answer of a registry
     * @throws FatalException when the registry refuses to answer us
     */
    Optional<String> schema(int id) {
        if (id < 0) { // from a damaged record: none is given out
            return Optional.empty();
        }
        RegistryClient client = new RegistryClient(address, TIMEOUT);
        Optional<String> known = Optional.ofNullable(KNOWN.get(client.uri(id)));
        return known.isPresent() ? known : answer(client, id);
    }

    /** To be called with an answer of {@link #schema} that has proved to be a schema. */
    void keep(int id, String schema) {
        KNOWN.put(new RegistryClient(address, TIMEOUT).uri(id), schema);
    }

    private static Optional<String> answer(RegistryClient client, int id) {
        return RETRY.until("read " + client.uri(id), () -> asked(client, id), RegistryUnavailableException::new);
    }

    private static Optional<String> asked(RegistryClient client, int id)
            throws UnavailableException, InterruptedException {
        RegistryAnswer answer = client.schema(id);
        if (answer instanceof Away away) {
            throw new UnavailableException(
                    away.why() + " (" + SETTING + " has to name a schema registry; redirects are not followed)");
        }
        if (answer instanceof LoginNeeded login) {
            throw new FatalException("Cannot read " + client.uri(id) + ": " + login.why()
                    + ": the registry asks for a login or a right (" + SETTING
                    + " has to name one that answers without)");
        }
        return answer instanceof Registered registered ? Optional.of(registered.text()) : Optional.empty();
    }
}
