package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.postgres.SinkComparison;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL of a demo whose rows go there too; nothing where they do not. */
record DemoPostgres(Optional<PostgresServer> server, List<String> tables, String password) implements AutoCloseable {
    private static final String FOLDER = "postgres";
    private static final List<String> ALWAYS = List.of("assets", "gaps");

    /** Launches one in {@code folder} if {@code options} ask for it, and returns at once. */
    static DemoPostgres of(DemoOptions options, Path folder, String password) {
        return new DemoPostgres(
                options.sinks.contains(DemoOptions.POSTGRES)
                        ? Optional.of(PostgresServer.launch(folder.resolve(FOLDER)))
                        : Optional.empty(),
                Stream.concat(ALWAYS.stream(), options.streams.stream().filter(stream -> !Exchange.Options.defaults()
                                .streams()
                                .contains(stream)))
                        .toList(),
                password);
    }

    /** {@code pipeline}, with its consumer logged in here. */
    Pipeline attach(Pipeline pipeline) {
        return server.map(PostgresServer::superuser)
                .map(superuser -> new PostgresSetup(superuser).owner().as(PostgresSetup.WRITER, password))
                .map(writer -> pipeline.with(writer.environment()))
                .orElse(pipeline);
    }

    /** That of a kept demo whose data lie in {@code folder}, once it answers; nothing where it had none. */
    static DemoPostgres kept(Path folder) {
        Path data = folder.resolve(FOLDER);
        return new DemoPostgres(
                Files.isDirectory(data) ? Optional.of(PostgresServer.start(data)) : Optional.empty(), List.of(), "");
    }

    /** Where it is, for programs that know the login. */
    Map<String, String> place() {
        Map<String, String> place = new HashMap<>();
        server.map(PostgresServer::superuser).ifPresent(login -> {
            place.put("CANDLESTREAM_POSTGRES_HOST", login.host());
            place.put("CANDLESTREAM_POSTGRES_PORT", String.valueOf(login.port()));
        });
        return place;
    }

    /** The variables of a pipeline, with the login of those who only read. */
    Map<String, String> read(Map<String, String> pipeline) {
        Map<String, String> variables = new HashMap<>(pipeline);
        server.ifPresent(running -> variables.putAll(reader(running).environment()));
        return variables;
    }

    /** Returns once it answers and has its tables; says where it is. */
    void ready(DemoScreen screen) {
        server.ifPresent(running -> {
            screen.waitFor("PostgreSQL", running::awaitStarted);
            new PostgresSetup(running.superuser()).all(password);
            PostgresLogin reader = reader(running);
            screen.place(
                    "PostgreSQL",
                    reader.host() + ":" + reader.port() + "   database " + reader.database() + ", table assets.assets");
        });
    }

    private PostgresLogin reader(PostgresServer running) {
        return new PostgresSetup(running.superuser()).owner().as(PostgresSetup.READER, password);
    }

    /** How its rows compare with those in Cassandra, once they are equal or after {@code patience}; empty without it. */
    Optional<Outcome> settled(CqlSession session, Duration patience) {
        return server.map(running -> {
            SinkComparison comparison = SinkComparison.withPostgres(session, reader(running));
            return Wait.settled(patience, Outcome::equal, () -> comparison.run(tables));
        });
    }

    @Override
    public void close() {
        server.ifPresent(PostgresServer::close);
    }
}
