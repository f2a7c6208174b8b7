package io.candlestream.checks.compose;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A compose file, read as YAML with its anchors put in; variables stay as they are written. */
record ComposeFile(List<Service> services) {
    static ComposeFile of(String text) {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new ComposeFile(file.get("services").entrySet().stream()
                .map(service -> new Service(service.getKey(), service.getValue()))
                .toList());
    }

    Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no service " + name));
    }

    /** The names of the services that break {@code rule}. */
    List<String> breaking(Rule rule) {
        return services.stream()
                .filter(service -> !rule.obeyedBy(service))
                .map(Service::name)
                .toList();
    }
}
