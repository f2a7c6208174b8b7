package io.candlestream.checks.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What every service of the compose file has to obey. */
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold no state
enum Rule {
    NO_SECRET_OF_ITS_OWN(service -> service.secrets().allMatch(Secrets::demanded)),
    PORTS_ON_THE_LOOPBACK_ONLY(
            service -> service.list("ports").stream().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"))),
    NOT_ROOT(service -> service.text("user").matches("[1-9]\\d*:[1-9]\\d*")),
    EXACT_VERSION(service -> service.text("image").matches("[^:]+:v?\\d+\\.\\d+\\.\\d+|postgres:\\d+\\.\\d+")),
    NO_NAME_THAT_HINDERS_SCALING(service -> !service.has("container_name") && !service.has("hostname")),
    WORKERS_WITHOUT_HOST_PORT(service -> !service.name().endsWith("-worker") || !service.has("ports")),
    MEMORY_LIMIT(service -> service.has("mem_limit")),
    HEALTH_CHECK(service -> !service.stays() || service.map("healthcheck").containsKey("test")),
    RESTART_POLICY(service -> Set.of("unless-stopped", "no").contains(service.text("restart"))),
    STOP_TIME(service -> service.text("stop_grace_period").matches("\\d+s")),
    WAITS_FOR_HEALTH(service -> service.map("depends_on").values().stream().allMatch(Rule::waitsForHealth)),
    NETWORKS_OF_ITS_OWN(service -> !service.list("networks").isEmpty() && !service.has("network_mode")),
    NO_NEW_PRIVILEGES(service -> service.list("security_opt").equals(List.of("no-new-privileges:true"))
            && !service.has("privileged")
            && !service.has("cap_add")),
    NO_CAPABILITIES(service -> service.list("cap_drop").equals(List.of("ALL"))),
    READ_ONLY_ROOT(service -> service.text("read_only").equals("true")),
    WRITES_TO_TMP_IN_MEMORY(service ->
            !service.stays() || service.list("tmpfs").stream().anyMatch(mount -> mount.matches("/tmp:.*size=\\d+m.*"))),
    MASTER_NOT_PUBLISHED(service -> service.list("ports").stream().noneMatch(port -> port.endsWith(":7077"))),
    BROKER_FOR_THOSE_WHO_SPEAK_WITH_IT(service -> speaksWithTheBroker(service)
            || service.list("networks").stream().noneMatch(Set.of("ingest", "compute")::contains)),
    NAMED_VOLUMES_ONLY(service -> service.list("volumes").stream()
            .allMatch(volume -> volume.matches("[a-z]+:/.+") || readsLogs(service, volume))),
    LOGS_THAT_END(
            service -> String.valueOf(service.map("logging").get("options")).contains("max-size"));

    private final Predicate<Service> obeyed;

    Rule(Predicate<Service> obeyed) {
        this.obeyed = obeyed;
    }

    boolean obeyedBy(Service service) {
        return obeyed.test(service);
    }

    /** The one exception, which docker-compose.yml speaks of: who reads the logs of all containers asks Docker for them. */
    private static boolean readsLogs(Service service, String volume) {
        return service.name().equals("alloy")
                && service.list("profiles").equals(List.of("monitoring"))
                && !service.has("ports")
                && volume.equals("/var/run/docker.sock:/var/run/docker.sock:ro");
    }

    /** The broker is on "ingest" and "compute"; so is who asks all for their metrics. */
    private static boolean speaksWithTheBroker(Service service) {
        return service.name().matches("binance-(redpanda|producer|consumer|tools|cassandra$|postgres$).*|prometheus")
                || service.map("environment").containsKey("REDPANDA_BROKERS");
    }

    private static boolean waitsForHealth(Object dependency) {
        return dependency instanceof Map<?, ?> waits
                && Set.of("service_healthy", "service_completed_successfully").contains(waits.get("condition"));
    }
}
