package io.candlestream.tools.verify;

/**
 * One difference between table and exchange, as text.
 *
 * @param kind {@code missing} or {@code extra} row, one of the {@code future}, {@code value} of a column, {@code trade-ids} that do not continue
 * @param column empty where the whole row is meant, as are {@code stored} and {@code expected} where there is no such value
 */
record Difference(
        String kind, String asset, String symbol, String time, String column, String stored, String expected) {
    @Override
    public String toString() {
        String row = kind + "  " + asset + "  " + time;
        return column.isEmpty() ? row : row + "  " + column + " is " + stored + ", expected " + expected;
    }
}
