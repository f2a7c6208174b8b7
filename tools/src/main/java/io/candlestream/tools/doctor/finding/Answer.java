package io.candlestream.tools.doctor.finding;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a question brought.
 *
 * @param trouble why there is no value, as {@code why (way out)}; empty where there is one
 */
public record Answer<T>(Optional<T> value, String trouble) {
    public static <T> Answer<T> of(T value) {
        return new Answer<>(Optional.of(value), "");
    }

    /** @param trouble as {@code why (way out)} */
    public static <T> Answer<T> none(String trouble) {
        return new Answer<>(Optional.empty(), trouble);
    }

    /** The finding of the check that asked: without an answer it fails. */
    public Finding judged(String name, Function<T, Finding> judge) {
        return value.map(judge).orElseGet(() -> Finding.fail(name, trouble));
    }

    /** The finding of a check that needs the answer to another's question: without it there is nothing to judge. */
    public Finding needed(String name, String without, Function<T, Finding> judge) {
        return value.map(judge).orElseGet(() -> Finding.skip(name, without));
    }
}
