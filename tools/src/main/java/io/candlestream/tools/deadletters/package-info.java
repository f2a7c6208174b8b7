/**
 * The dead letters, which the consumer writes: {@code DeadLettersCommand} lists, shows and replays them; {@code Selection} chooses among
 * the {@code DeadLetter}s of their topic, which {@code DeadLetterSettings} names. {@code DeadLetterText} prints one: its {@link
 * io.candlestream.tools.output.TextFields} named by {@code RecordSchemas}, and a {@code HexDump}. {@code ReplayPublisher} publishes them
 * again, and {@code ReplayMarks} remembers which.
 */
package io.candlestream.tools.deadletters;
