package io.candlestream.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineCheckTest {
    @TempDir
    Path folder;

    @Test
    void warnsOfAJavaThatIsNotTested() {
        assertThat(MachineCheck.java(Runtime.Version.parse("17.0.19")))
                .isEqualTo(CheckResult.ok("java", "Java 17.0.19"));
        assertThat(MachineCheck.java(Runtime.Version.parse("21.0.2")).mark()).isEqualTo(Mark.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "tools/target/tools.jar, binance-consumer/target/lib, spark-core_2.12-3.5.7.jar, OK",
        "tools/tools.jar, binance-consumer/lib, spark-core_2.12-3.5.7.jar, OK",
        "tools/tools.jar, binance-consumer/lib, spark-core_2.13-4.0.0.jar, WARN",
        "tools/tools.jar, elsewhere/lib, spark-core_2.12-3.5.7.jar, SKIP",
        "tools/tools.jar, binance-consumer/lib, scala-library.jar, SKIP"
    })
    void findsTheSparkOfAConsumerThatLiesBeside(String program, String lib, String jar, Mark mark) throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve(lib)).resolve(jar));

        assertThat(MachineCheck.spark(folder.resolve(program)).mark()).isEqualTo(mark);
    }

    @Test
    void judgesTheRoomThatIsLeft() {
        assertThat(MachineCheck.disk(folder, 3L << 29, OptionalLong.of(12)))
                .isEqualTo(CheckResult.ok(
                        "disk", "1.5 GB left at " + folder + "; the table takes 12 MB of a Cassandra node"));
        assertThat(MachineCheck.disk(folder, 500L << 20, OptionalLong.empty()).mark())
                .isEqualTo(Mark.WARN);
        assertThat(MachineCheck.disk(folder, 1000, OptionalLong.empty()).mark()).isEqualTo(Mark.FAIL);
    }

    @Test
    void looksWhereAFolderIsGoingToBeMade() {
        assertThat(MachineCheck.disk(folder.resolve("not/yet"), OptionalLong.empty())
                        .found())
                .contains(" left at " + folder);
    }
}
