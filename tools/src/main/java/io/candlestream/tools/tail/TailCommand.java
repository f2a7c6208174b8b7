package io.candlestream.tools.tail;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.schema.SchemaException;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.access.TopicReader;
import io.candlestream.tools.doctor.topic.RecordReader;
import io.candlestream.tools.doctor.topic.RegistryProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the topic's records as they come. */
@Command(
        name = "tail",
        description = {
            "Print the topic's records, decoded, as they come, until Ctrl-C; changes nothing.",
            "From the end of the topic on, unless -n or --from-beginning says otherwise."
        })
public final class TailCommand implements Callable<Integer> {
    private static final int MOST_NEWEST = 100_000;

    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "ASSET", description = "only these, such as bitcoin or BTCUSDT (default: all)")
    private List<String> assets = new ArrayList<>();

    @Option(names = "-n", paramLabel = "N", description = "begin with the newest N records")
    private Optional<Integer> newest = Optional.empty();

    @Option(names = "--from-beginning", description = "begin with the oldest record")
    private boolean fromBeginning;

    @Option(names = "--no-follow", description = "end with the newest record that is there now")
    private boolean noFollow;

    @Option(
            names = "--interval",
            completionCandidates = IntervalCodes.class,
            paramLabel = "CODE",
            description = "only this one, such as 1m")
    private Optional<Interval> interval = Optional.empty();

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = {"klines, trades, agg_trades, ticker, ticker_1h, ticker_4h or ticker_1d", "(default: klines)"
            })
    private StoredStream stream = StoredStream.KLINES;

    @Option(names = "--topic", paramLabel = "NAME", description = "which topic (default: that of the stream)")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--json", description = "print each record as a line of JSON, with all its fields")
    private boolean json;

    @Override
    public Integer call() {
        if (newest.isPresent() && (fromBeginning || newest.get() < 0 || newest.get() > MOST_NEWEST)) {
            throw new SettingsException(
                    fromBeginning
                            ? "Cannot begin at both: -n and --from-beginning exclude each other"
                            : "Cannot print " + newest.get() + " records: 0 to " + MOST_NEWEST + " are (-n)");
        }
        if (stream != StoredStream.KLINES && interval.isPresent()) {
            throw new SettingsException("Cannot choose " + stream + " by --interval: they have none");
        }
        Settings set = tool.settings();
        String from = topic.orElseGet(() -> set.text(stream.key("topic")));
        WholeLines lines = new WholeLines(tool.out());
        return StopLine.usual(System.err, () -> lines.end(from)).during(() -> print(set, from, lines));
    }

    private int print(Settings set, String from, WholeLines lines) {
        RecordReader reader = reader(set);
        try (TopicReader follower = TopicReader.existing(BrokerAddress.of(set), from)) {
            if (!json) {
                tool.out().println(RecordForm.of(stream).header());
            }
            if (fromBeginning) {
                follower.all(record -> print(record, reader, lines));
            }
            newest.ifPresent(count -> follower.newest(count, record -> print(record, reader, lines)));
            while (!noFollow && !tool.out().checkError()) {
                follower.poll(record -> print(record, reader, lines));
            }
            return Program.OK;
        }
    }

    private RecordReader reader(Settings set) {
        String file = set.text(stream.key("schema"));
        try {
            Schema schema = stream.schema(Path.of(file));
            return new RecordReader(schema, file, RegistryProbe.of(set));
        } catch (SchemaException e) {
            throw set.refused(stream.key("schema"), e.getMessage());
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> record, RecordReader reader, WholeLines lines) {
        RecordLine line = new RecordLine(record, reader.read(record), RecordForm.of(stream));
        boolean wanted = (assets.isEmpty() || assets.stream().anyMatch(line::isOf))
                && interval.map(only -> line.isOfInterval(only.code())).orElse(true);
        if (wanted) {
            lines.print(json ? line.json() : line.text());
        }
    }
}
