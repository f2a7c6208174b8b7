package io.candlestream.consumer.settings;

import io.candlestream.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The factories of one service that are on the class path.
 *
 * @param byType by the name of their type
 */
record Factories<F>(Map<String, F> byType) {
    static <F> Factories<F> of(Class<F> service, Function<F, String> type) {
        Map<String, F> byType = new TreeMap<>();
        // The loader that holds us: under spark-submit it is not the thread's.
        ServiceLoader.load(service, service.getClassLoader())
                .forEach(factory -> byType.put(type.apply(factory), factory));
        return new Factories<>(byType);
    }

    F at(Settings settings, String path) {
        String known = "one of " + String.join(", ", byType.keySet()) + " is needed";
        return settings.parsed(path, name -> Optional.ofNullable(byType.get(name)), known);
    }
}
