/**
 * How a message is read. {@code EventScanner} reads one that is written exactly as the venue always writes it; {@code
 * EventJson} reads every other one strictly. Both are an {@code EventReader}; {@code LetterKeys} reads an
 * object by either. The result is a {@code Frame}, or a {@code
 * RejectedException} with its {@code RejectCause}.
 */
package io.candlestream.ingest.frame;
