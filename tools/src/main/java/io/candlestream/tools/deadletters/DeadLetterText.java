package io.candlestream.tools.deadletters;

import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.output.TextFields;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;

/** A letter as a person reads it. */
record DeadLetterText(RecordSchemas schemas, PrintStream out) {
    private static final int FRAME = 5;

    void print(DeadLetter letter, boolean replayed) {
        line("letter   " + letter.at() + "  " + letter.time() + (replayed ? "  replayed since" : ""));
        line("cause    " + letter.cause() + " (" + letter.stage() + "): " + letter.message());
        line("from     " + letter.topic() + " " + letter.source());
        for (int replay = letter.replays(); replay > 0; replay--) {
            line("before   " + letter.error(replay, "exception.class.name") + ": "
                    + letter.error(replay, "exception.message") + " (" + letter.error(replay, "topic") + " "
                    + letter.error(replay, "partition") + "@" + letter.error(replay, "offset") + "), then replay "
                    + replay);
        }
        for (Header header : letter.headers()) {
            if (!DeadLetter.tellsOfFailures(header.key())) {
                line("header   " + header.key() + " = " + DeadLetter.text(header));
            }
        }
        line("key      "
                + letter.key()
                        .map(key -> new String(key, StandardCharsets.UTF_8))
                        .orElse("none"));
        letter.value().ifPresentOrElse(value -> value(value, letter.topic()), () -> line("value    none"));
        out.println();
    }

    /** What a record holds is foreign: it must not pass for further lines. */
    private void line(String text) {
        out.println(VisibleText.of(text));
    }

    /** Its fields by name; all of its bytes as well, when these are not the whole of it. */
    private void value(byte[] value, String topic) {
        boolean framed = value.length > FRAME && value[0] == 0;
        byte[] body = framed ? Arrays.copyOfRange(value, FRAME, value.length) : value;
        List<String> names = schemas.fields(topic);
        TextFields fields = TextFields.of(body, names);
        line("value    " + value.length + " bytes" + (framed ? frame(value) : ""));
        fields.values().forEach((name, text) -> line(String.format("  %-24s%s", name, text)));
        if (!fields.problem().isEmpty()) {
            line("  " + fields.problem());
        }
        if (framed || !fields.problem().isEmpty()) {
            HexDump.print(value, out);
        }
    }

    /** What another schema wrote can look like texts of ours. */
    private static String frame(byte[] value) {
        return ", framed with schema id " + ByteBuffer.wrap(value).getInt(1)
                + "; what follows is right only if that schema has the fields of ours, all of them texts";
    }
}
