package io.candlestream.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandStyleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "prnt, ./candlestream: unknown command prnt; did you mean print? (./candlestream --help)",
        "print --colr=RED, ./candlestream print: unknown option --colr; did you mean --colour? (./candlestream print --help)",
        "print --nonsense, ./candlestream print: unknown option --nonsense (./candlestream print --help)",
        "print more, ./candlestream print: unknown argument more (./candlestream print --help)",
        "print more --help, ./candlestream print: unknown argument more (./candlestream print --help)",
        "prnt --help, ./candlestream: unknown command prnt; did you mean print? (./candlestream --help)",
        "--, ./candlestream: a command is missing: print (./candlestream --help)",
    })
    void namesWhatIsUnknownAndWhatWasMeant(String line, String message) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(message + "\n");
    }

    @Test
    void offersTheValueOfAnEnumThatWasMeant() {
        assertThat(run("print --colour GREN")).isEqualTo(2);
        assertThat(err.toString())
                .contains("invalid value for option '--colour'", "'GREN'; did you mean GREEN?")
                .hasLineCount(1);
    }

    @Test
    void aWrongValueGetsOneLineAndNotTheHelp() {
        assertThat(run("print --size=tall")).isEqualTo(2);
        assertThat(err.toString()).contains("'tall' is not an int").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--day=2026-02-31 | '--day': '2026-02-31' is no day, such as 2021-04-25",
                "--at=25:99       | '--at': '25:99' is no time of day, such as 00:30",
                "--file=          | '--file': a file or folder is needed, and '' is none",
                "--age=-1         | '--age': '-1' is no number from 0 to 999999999",
            },
            quoteCharacter = '"')
    void saysWhatATimeOrAnAgeLooksLike(String option, String message) {
        assertThat(run("print " + option)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("./candlestream print: invalid value for option " + message
                        + " (./candlestream print --help)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a,", ",a", "a,,b", "a, ,b"})
    void aListHasNoEmptyPart(String list) {
        assertThat(run("print", "--names", list)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("./candlestream print: --names " + list
                        + ": a part of the list is empty (./candlestream print --help)\n");
    }

    @Test
    void explainsItselfUnderTheLaunchersName() {
        assertThat(run("print --help")).isZero();
        assertThat(run("print --colr RED --help")).isZero();
        assertThat(out.toString()).startsWith("Usage: ./candlestream print [-hV]");
    }

    @Test
    void tellsItsVersionEverywhere() {
        assertThat(run("--version")).isZero();
        assertThat(run("print -V")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("candlestream \\d+\\.\\d+\\.\\d+\\S*"), "a version");
    }

    @Test
    void runsWhatIsRight() {
        assertThat(run("print --size 3 --colour RED")).isEqualTo(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checksWithoutRunning() {
        System.setProperty(Invocation.ONLY_CHECK, "true");
        try {
            assertThat(run("print --size 3")).isZero();
            assertThat(run("print --size tall")).isEqualTo(2);
        } finally {
            System.clearProperty(Invocation.ONLY_CHECK);
        }
    }

    @Test
    void whatACommandPrintsDoesNotSteerTheTerminal() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandStyle.run(CommandStyleTest.class, () -> new CommandLine(new Foreign(System.out)));
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("\\x1b[2J\n");
    }

    @Command
    private record Foreign(PrintStream out) implements Runnable {
        @Override
        public void run() {
            out.println("\u001b[2J");
        }
    }

    private int run(String line) {
        return run(line.split(" "));
    }

    private int run(String... words) {
        CommandLine commands = new CommandLine(new All())
                .addSubcommand(new Print())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return CommandStyle.run(CommandStyleTest.class, () -> commands, words);
    }

    @Command(name = "all", mixinStandardHelpOptions = true)
    private static final class All {}

    private enum Colour {
        RED,
        GREEN
    }

    @Command(name = "print", mixinStandardHelpOptions = true)
    private static final class Print implements java.util.concurrent.Callable<Integer> {
        @Option(names = "--colour")
        private Colour colour = Colour.GREEN;

        @Option(names = "--size")
        private int size;

        @Option(names = "--names", split = ",")
        private List<String> names = List.of();

        @Option(names = "--file")
        private Path file = Path.of("");

        @Option(names = "--day")
        private LocalDate day = LocalDate.EPOCH;

        @Option(names = "--at")
        private LocalTime at = LocalTime.MIDNIGHT;

        @Option(names = "--age", converter = NotNegative.class)
        private int age;

        @Override
        public Integer call() {
            return colour == Colour.RED
                    ? size + age + at.getHour() + day.getDayOfYear() - 1 + names.size() + file.getNameCount() - 1
                    : 0;
        }
    }
}
