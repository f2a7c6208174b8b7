package io.candlestream.tools.certify;

import io.candlestream.certify.CertifiedSink;
import io.candlestream.certify.CertifyOptions;
import io.candlestream.certify.CertifyRun;
import io.candlestream.certify.DayStore;
import io.candlestream.history.History;
import io.candlestream.runtime.command.Version;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.verify.VerifySettings;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Certifies the days of a store, and checks certificates. */
@Command(
        name = "certify",
        description = {
            "Write a signed certificate of each day: the hash of all values of each pair, its",
            "counts and gaps, and one root over all. --check compares one with any store.",
            "Exit code 0 when all is proved, or equal; 1 when not. docs/certificates.md tells more."
        })
public final class CertifyCommand implements Callable<Integer> {
    @ParentCommand
    private ToolContext tool;

    @Mixin
    private CertifyOptions options;

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description =
                    "which store: cassandra, postgres, lake, or archive, the files in --data (default: cassandra)")
    private CertifiedSink sink = CertifiedSink.CASSANDRA;

    @Option(names = "--exchange", description = "ask the exchange too, as a witness of candles, by REST")
    private boolean exchange;

    @Override
    public Integer call() {
        Settings set = tool.settings();
        try {
            return new CertifyRun(
                            options, exchange ? Optional.of(told(set)) : Optional.empty(), Version.line(), tool.out())
                    .run(work -> open(set, work));
        } catch (UncheckedIOException e) {
            throw new FatalException(e.getMessage(), e);
        }
    }

    private void open(Settings set, Consumer<DayStore> work) {
        if (sink == CertifiedSink.ARCHIVE) {
            work.accept(options.archive());
            return;
        }
        StoredTables.read(set, stored(), store -> {
            work.accept(new StoredDays(store, set));
            return true;
        });
    }

    private StoredSink stored() {
        return switch (sink) {
            case CASSANDRA -> StoredSink.CASSANDRA;
            case POSTGRES -> StoredSink.POSTGRES;
            case LAKE, ARCHIVE ->
                throw new SettingsException(
                        "Cannot read the lake here: ./candlestream certify --sink lake, or ./candlestream lake certify");
        };
    }

    private static Function<Interval, History> told(Settings set) {
        VerifySettings verify = VerifySettings.of(set);
        return verify::exchange;
    }
}
