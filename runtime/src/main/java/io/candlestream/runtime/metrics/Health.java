package io.candlestream.runtime.metrics;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether a program lives (or should be started again) and is ready (does its work), each with the reason why not. The
 * reasons are asked for at each request.
 */
public final class Health {
    private final List<Supplier<Optional<String>>> hindersLife = new CopyOnWriteArrayList<>();
    private final List<Supplier<Optional<String>>> hindersWork = new CopyOnWriteArrayList<>();

    /** It does not live while {@code reason} has text. */
    public void livesUnless(Supplier<Optional<String>> reason) {
        hindersLife.add(reason);
    }

    /** It is not ready while {@code reason} has text; of several the first that was named is shown. */
    public void readyUnless(Supplier<Optional<String>> reason) {
        hindersWork.add(reason);
    }

    /** Empty while it lives. */
    public Optional<String> whyNotLive() {
        return first(hindersLife);
    }

    /** Empty while it is ready; what does not live is not. */
    public Optional<String> whyNotReady() {
        return whyNotLive().or(() -> first(hindersWork));
    }

    private static Optional<String> first(List<Supplier<Optional<String>>> reasons) {
        return reasons.stream().flatMap(reason -> reason.get().stream()).findFirst();
    }
}
