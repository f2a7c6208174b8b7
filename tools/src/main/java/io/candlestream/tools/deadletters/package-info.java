/**
 * The dead letters, which the consumer writes: {@code DeadLettersCommand} has the subcommands {@code ListDeadLetters},
 * {@code ShowDeadLetters} and {@code ReplayDeadLetters}, for which {@code Selection} chooses among the {@code DeadLetter}s of a
 * {@code TopicScan}. {@code DeadLetterText} prints one: its {@link io.candlestream.tools.output.TextFields} named by {@code RecordSchemas}, and a
 * {@code HexDump}. {@code ReplayPublisher} publishes them again, and {@code ReplayMarks} remembers which.
 */
package io.candlestream.tools.deadletters;
