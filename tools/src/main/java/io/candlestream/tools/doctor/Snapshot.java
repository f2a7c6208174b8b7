package io.candlestream.tools.doctor;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.runtime.program.Program;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.checkpoint.CheckpointProbe;
import io.candlestream.tools.doctor.postgres.PostgresSnapshot;
import io.candlestream.tools.doctor.table.CassandraProbe;
import io.candlestream.tools.doctor.table.CassandraSnapshot;
import io.candlestream.tools.doctor.topic.BrokerProbe;
import io.candlestream.tools.doctor.topic.BrokerSnapshot;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the servers answered, all of them asked at once: no more than some seconds pass, however many are away.
 *
 * @param postgres where a login is set
 * @param ahead how far the exchange's clock is ahead of ours
 * @param subjects of the schema registry, where one is set
 * @param checkpoint as it was before anybody was asked
 */
record Snapshot(
        ProbeResult<BrokerSnapshot> brokers,
        ProbeResult<CassandraSnapshot> cassandra,
        Optional<ProbeResult<PostgresSnapshot>> postgres,
        ProbeResult<Duration> ahead,
        Optional<ProbeResult<Integer>> subjects,
        CheckpointProbe checkpoint) {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(9);
    private static final int SMALL_WEIGHT = 10;

    static Snapshot ask(DoctorSettings settings) {
        CheckpointProbe checkpoint = CheckpointProbe.at(settings.checkpoint());
        ExecutorService threads = Executors.newCachedThreadPool(Program.daemons("question"));
        try {
            BrokerProbe brokers = new BrokerProbe(settings.brokers(), settings.topic(), topics(settings));
            var asked = question(brokers::ask, threads);
            var cassandra = question(
                    new CassandraProbe(
                            settings.cassandra(),
                            settings.table(),
                            settings.gapsTable(),
                            settings.others().stream().map(StreamPlace::table).toList(),
                            settings.jmx())::ask,
                    threads);
            var postgres = settings.postgres().map(there -> question(there::ask, threads));
            var exchange = question(() -> ahead(settings), threads);
            var registry = settings.registry().map(there -> question(there::subjects, threads));
            return new Snapshot(
                    asked.join(),
                    cassandra.join(),
                    postgres.map(CompletableFuture::join),
                    exchange.join(),
                    registry.map(CompletableFuture::join),
                    checkpoint);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Those beside the topic of the klines. */
    private static List<String> topics(DoctorSettings settings) {
        return Stream.concat(
                        Stream.of(settings.gaps(), settings.deadLetters()),
                        settings.others().stream()
                                .flatMap(other -> Stream.concat(
                                        Stream.of(other.topic(), other.letters()), other.gaps().stream())))
                .toList();
    }

    private static <T> CompletableFuture<ProbeResult<T>> question(
            Callable<ProbeResult<T>> question, ExecutorService threads) {
        return CompletableFuture.supplyAsync(() -> answer(question), threads)
                .completeOnTimeout(
                        ProbeResult.none("no answer within " + PATIENCE.toSeconds()
                                + " s (it hangs, or the machine is overloaded: look at its log and at the load, then"
                                + " ask again)"),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static <T> T answer(Callable<T> question) {
        try {
            return question.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** The exchange read its clock about half-way between question and answer. */
    private static ProbeResult<Duration> ahead(DoctorSettings settings) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        RestKlines rest = new RestKlines(
                settings.exchange().rest(), client, settings.interval(), new RequestWeightLimiter(SMALL_WEIGHT));
        try {
            Instant asked = Instant.now();
            Instant theirs = Instant.ofEpochMilli(rest.serverTime());
            Duration trip = Duration.between(asked, Instant.now());
            return ProbeResult.of(Duration.between(asked.plus(trip.dividedBy(2)), theirs));
        } catch (RestException e) {
            return ProbeResult.none(e.getMessage() + " (CANDLESTREAM_TOOLS_REST_URL)");
        }
    }
}
