package io.candlestream.sandbox.demo;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of the operator's tools for a command of the sandbox's own: where the environment says, else on the newest demo that runs. */
public final class DemoSettings {
    private DemoSettings() {}

    /** @throws FatalException when the environment names no server and no demo runs */
    public static Settings load() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (ToolCommand.CONFIGURED.stream().noneMatch(environment::containsKey)) {
            environment.putAll(demo("ASSET_CASSANDRA_HOST for servers of your own"));
        }
        return new SettingsLoader(DemoSettings.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, System.getProperties());
    }

    /**
     * The variables that say where the lake is, beside the environment: none where that says it itself.
     *
     * @throws FatalException when the environment names neither a lake nor servers, and no demo runs
     */
    public static Map<String, String> lake() {
        boolean named = System.getenv().containsKey("CANDLESTREAM_LAKE_WAREHOUSE")
                || ToolCommand.CONFIGURED.stream().anyMatch(System.getenv()::containsKey);
        return named ? Map.of() : demo("CANDLESTREAM_LAKE_WAREHOUSE for a lake of your own");
    }

    private static Map<String, String> demo(String other) {
        List<DemoPlace> running =
                DemoPlace.allRunning().stream().filter(DemoPlace::ready).toList();
        return DemoChoice.of(Optional.empty(), running, Optional.empty())
                .place()
                .orElseThrow(() -> new FatalException("No demo runs: start ./candlestream demo, or set " + other))
                .environment();
    }
}
