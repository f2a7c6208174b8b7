package io.candlestream.sink.lake.command;

import io.candlestream.runtime.command.NotNegative;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.program.EachDay;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Compacts and expires each night, for those who have no cron. A night that fails is logged, and the next one does its work too. */
@Command(
        name = "nightly",
        description = "Compact and expire all tables each night, until it is stopped; for those who have no cron.")
final class NightlyCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyCommand.class);

    private final Clock clock;

    @ParentCommand
    private LakeContext lake;

    @Option(names = "--at", paramLabel = "HH:MM", description = "when, in UTC (default: 00:30)")
    private LocalTime at = LocalTime.of(0, 30);

    @Option(
            names = "--hours",
            paramLabel = "N",
            converter = NotNegative.class,
            description = "states younger than this stay, for those who read them (default: 24)")
    private int hours = 24;

    @Option(names = "--now", description = "also at once")
    private boolean now;

    NightlyCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (now) {
            night();
        }
        EachDay each = new EachDay(clock, at, lake.out());
        while (each.sleep(Optional.empty())) {
            night();
        }
        return Program.OK;
    }

    private void night() {
        attempt(() -> CompactCommand.compact(lake, List.of(), LocalDate.now(clock)));
        attempt(() -> ExpireCommand.expire(lake, List.of(), Duration.ofHours(hours)));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (FatalException e) {
            LOG.error(e.getMessage(), e);
        } catch (RuntimeException e) {
            LOG.error("Cannot look after the lake tonight: {}", RootCause.message(RootCause.innermost(e)), e);
        }
    }
}
