package io.candlestream.runtime.registry;

import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.Known;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Refused;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;

/**
 * Registers the schema of a topic's values, under the subject that Confluent's serializers look for: the topic's name and
 * {@code -value} (TopicNameStrategy). What is registered already stays as it is.
 *
 * @param address of the registry, such as {@code http://localhost:8081}, without the slash at its end
 * @param setting the setting that holds it, for messages
 */
public record SchemaRegistration(String address, String setting) {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * The id of {@code schema} in the registry, once it is known there.
     *
     * @param otherName the setting by which the topic gets another name, for messages
     * @param deadline how long the registry may be away, zero for one attempt
     * @throws FatalException when it stays away or refuses the schema, with the way out
     */
    public int register(String topic, String schema, String otherName, Duration deadline) {
        String subject = topic + "-value";
        String goal = "register the schema of topic " + topic + " as " + subject + " at " + address;
        RegistryClient client = new RegistryClient(address, ANSWER);
        return new Retry(deadline, Backoff.constant(PAUSE)).until(goal, () -> {
            RegistryAnswer answer = client.register(subject, schema);
            if (answer instanceof Refused) { // perhaps as another program registered the same a moment earlier
                answer = client.register(subject, schema);
            }
            if (answer instanceof Known known) {
                return known.id();
            } else if (answer instanceof Refused refused) {
                throw new FatalException("Cannot " + goal + ": " + refused.why() + " (give the topic another name with "
                        + otherName + ", delete the subject, or set its compatibility to NONE if no reader minds)");
            } else if (answer instanceof LoginNeeded login) {
                throw new FatalException(
                        "Cannot " + goal + ": " + login.why() + ": the registry asks for a login or a right (" + setting
                                + " has to name one that answers without)");
            }
            throw new UnavailableException(
                    answer instanceof Away away ? away.why() + " (" + setting + ")" : "the answer is unknown");
        });
    }
}
