/**
 * The dead letters, which the consumer writes: {@code DeadLettersCommand} has the subcommands {@code ListLetters},
 * {@code ShowLetters} and {@code ReplayLetters}, for which {@code Selection} chooses among the {@code Letter}s of a
 * {@code TopicScan}. {@code LetterText} prints one: its {@link io.candlestream.tools.wire.TextFields} named by {@code RecordSchemas}, and a
 * {@code HexDump}. {@code Replay} publishes them again, and {@code ReplayMarks} remembers which.
 */
package io.candlestream.tools.letters;
