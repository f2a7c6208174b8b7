package io.candlestream.sink.lake.command;

import io.candlestream.certify.CertifiedSink;
import io.candlestream.certify.CertifyOptions;
import io.candlestream.certify.CertifyRun;
import io.candlestream.runtime.command.Version;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.sink.lake.OpenLake;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Certifies the days of a lake, and checks certificates. */
@Command(
        name = "certify",
        description =
                "Write a signed certificate of each day, or compare one with --check, as ./candlestream certify --sink lake does.")
final class LakeCertifyCommand implements Callable<Integer> {
    @ParentCommand
    private LakeContext lake;

    @Mixin
    private CertifyOptions options;

    @Option(names = "--sink", paramLabel = "NAME", hidden = true, description = "lake, and no other")
    private CertifiedSink sink = CertifiedSink.LAKE;

    @Override
    public Integer call() {
        if (sink != CertifiedSink.LAKE) {
            throw new SettingsException("Cannot read " + sink + " here (./candlestream certify --sink " + sink + ")");
        }
        return new CertifyRun(options, Optional.empty(), Version.line(), lake.out()).run(work -> {
            try (OpenLake open = lake.open()) {
                work.accept(new LakeDays(open.tables(), open::table));
            }
        });
    }
}
