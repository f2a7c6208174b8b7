package io.candlestream.simulator.channel;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A request of REST, read as the exchange reads it; each method throws {@link RefusedException} for what it refuses. */
public interface RestRequest {
    /** The unit of times in the answer. */
    TimeUnit unit();

    /** The parameter {@code symbol}, of a symbol that is traded. */
    String symbol();

    Optional<String> optional(String name);

    String mandatory(String name);

    OptionalLong number(String name);

    /** Epoch milliseconds, be the parameter in milliseconds or microseconds. */
    OptionalLong time(String name);
}
