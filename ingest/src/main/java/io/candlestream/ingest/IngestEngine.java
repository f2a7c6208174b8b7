package io.candlestream.ingest;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.connection.FeedStream;
import io.candlestream.ingest.connection.StreamFeed;
import io.candlestream.ingest.connection.VenueProtocol;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All streams of one venue, from its sockets to their topics, until SIGTERM or the first cause to stop. */
public final class IngestEngine {
    private static final Logger log = LoggerFactory.getLogger(IngestEngine.class);

    private final Class<?> program;
    private final EngineSettings settings;
    private final ProducerMetrics metrics;
    /** Ends once: normally by SIGTERM, or with the first cause. */
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private final RecordPublisher publisher;
    private final List<StreamPipeline<?>> streams;
    private final StreamFeed feed;
    private final ProducerHealth health;

    /**
     * @param program whose engine it is, for the log
     * @param budget of all requests to the venue
     * @param time the venue's
     */
    public IngestEngine(
            Class<?> program,
            EngineSettings settings,
            VenueProtocol protocol,
            RequestWeightLimiter budget,
            ExchangeTime time,
            List<StreamDefinition<?>> definitions) {
        this.program = program;
        this.settings = settings;
        this.metrics = new ProducerMetrics(
                definitions.stream().map(StreamDefinition::name).toList());
        this.publisher = new RecordPublisher(settings.kafka(), end::completeExceptionally);
        this.streams = definitions.stream()
                .<StreamPipeline<?>>map(definition -> pipeline(definition, time))
                .toList();
        this.feed = new StreamFeed(
                settings.connection(),
                protocol,
                budget,
                streams.stream().<FeedStream<?>>map(StreamPipeline::feed).toList(),
                metrics,
                end::completeExceptionally);
        this.health = new ProducerHealth(metrics, feed, publisher, streams);
    }

    private <E extends Event> StreamPipeline<E> pipeline(StreamDefinition<E> definition, ExchangeTime time) {
        return new StreamPipeline<>(settings, definition, time, publisher, metrics, end::completeExceptionally);
    }

    /**
     * Runs until it is stopped.
     *
     * @param check what the venue has to be asked before anything else
     * @throws RuntimeException the first cause to stop
     */
    public void run(Runnable check) {
        health.listen(settings.metrics());
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "terminate"));
        try {
            Retry retry = settings.connection().retry();
            check.run();
            streams.forEach(stream -> stream.ensureTopic(retry));
            publisher.start();
            streams.forEach(stream -> stream.resume(retry));
            feed.start();
            health.started();
            streams.forEach(StreamPipeline::start);
            end.join();
        } catch (CompletionException e) {
            throw stopped(e.getCause() instanceof RuntimeException cause ? cause : e);
        } catch (RuntimeException e) {
            throw stopped(e);
        }
    }

    /** Ends the parts after a failure, whose cause is all that is reported. */
    private RuntimeException stopped(RuntimeException cause) {
        end.completeExceptionally(cause);
        feed.close();
        streams.forEach(StreamPipeline::close);
        try {
            publisher.close(settings.stopTimeout());
        } catch (FatalException e) {
            log.debug("not everything was delivered", e);
        }
        log.info("stopped: {}", metrics);
        return cause;
    }

    /** SIGTERM. The virtual machine would end with 143 by itself, so a clean stop has to halt it with 0. */
    private void terminate() {
        if (!end.complete(null)) {
            return;
        }
        int code = Program.run(program, () -> {
            feed.close();
            streams.forEach(StreamPipeline::close);
            publisher.close(settings.stopTimeout());
            log.info("stopped: {}", metrics);
            return Program.OK;
        });
        Runtime.getRuntime().halt(code);
    }
}
