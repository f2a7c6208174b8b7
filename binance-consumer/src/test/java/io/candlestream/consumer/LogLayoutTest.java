package io.candlestream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.settings.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** Every line that is logged, by any library; all programs have this layout. */
class LogLayoutTest {
    private static final String TEXT = "Cannot read http://user:hunter2@localhost:8081/x and hdfs://me:hun/ter2@name/y";

    @Test
    void aLineAndItsTraceAreWithoutLogins() throws IOException {
        String line = layout().toSerializable(Log4jLogEvent.newBuilder()
                .setLoggerName("a.b.C")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(TEXT))
                .setThrown(new IllegalStateException(TEXT))
                .build());

        assertThat(line)
                .contains("WARN  C: " + Secrets.withoutLogins(TEXT) + "\n")
                .doesNotContain("ter2");
        assertThat(line.split("IllegalStateException", -1)).as(line).hasSize(2);
    }

    private static PatternLayout layout() throws IOException {
        Properties log = new Properties();
        try (InputStream in = LogLayoutTest.class.getResourceAsStream("/log4j2.properties")) {
            log.load(in);
        }
        return PatternLayout.newBuilder()
                .setPattern(log.getProperty("appender.stderr.layout.pattern"))
                .setAlwaysWriteExceptions(
                        Boolean.parseBoolean(log.getProperty("appender.stderr.layout.alwaysWriteExceptions", "true")))
                .build();
    }
}
