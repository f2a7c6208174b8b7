package io.candlestream.tools.doctor.check;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a question brought.
 *
 * @param trouble why there is no value, as {@code why (way out)}; empty where there is one
 */
public record ProbeResult<T>(Optional<T> value, String trouble) {
    public static <T> ProbeResult<T> of(T value) {
        return new ProbeResult<>(Optional.of(value), "");
    }

    /** @param trouble as {@code why (way out)} */
    public static <T> ProbeResult<T> none(String trouble) {
        return new ProbeResult<>(Optional.empty(), trouble);
    }

    /** The finding of the check that asked: without an answer it fails. */
    public CheckResult judged(String name, Function<T, CheckResult> judge) {
        return value.map(judge).orElseGet(() -> CheckResult.fail(name, trouble));
    }

    /** The finding of a check that needs the answer to another's question: without it there is nothing to judge. */
    public CheckResult needed(String name, String without, Function<T, CheckResult> judge) {
        return value.map(judge).orElseGet(() -> CheckResult.skip(name, without));
    }
}
