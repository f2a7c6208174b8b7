/**
 * The market of stored history: a {@link io.candlestream.simulator.stored.StoredMarket} plays what a {@link
 * io.candlestream.simulator.stored.StoredHistory} holds, from any moment on, and reads only a little ahead of it ({@code ReadAhead}). An
 * archive's files are read stretch by stretch, as their names tell ({@code ArchiveStretches}); a table's rows page by page ({@code
 * TableCandles}, {@code TableIds}); a lake's blocks are read by the program that has its library ({@code LakeAnswers}, {@code LakeBlocks}).
 */
package io.candlestream.simulator.stored;
