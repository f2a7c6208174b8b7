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
            List<DemoPlace> running =
                    DemoPlace.allRunning().stream().filter(DemoPlace::ready).toList();
            DemoChoice choice = DemoChoice.of(Optional.empty(), running, Optional.empty());
            environment.putAll(choice.place()
                    .orElseThrow(() -> new FatalException("No demo runs: start ./candlestream demo, or set"
                            + " ASSET_CASSANDRA_HOST for servers of your own"))
                    .environment());
        }
        return new SettingsLoader(DemoSettings.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, System.getProperties());
    }
}
