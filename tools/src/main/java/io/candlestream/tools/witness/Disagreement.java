package io.candlestream.tools.witness;

/**
 * One value on which two witnesses disagree, as text.
 *
 * @param witnesses which they are: the one that is made, then the one that it is held against
 * @param time when the candle opens
 * @param told by the second one; {@code absent} where it has no such row
 */
record Disagreement(String witnesses, String asset, String time, String column, String made, String told) {
    @Override
    public String toString() {
        String[] names = witnesses.split(" = ", 2);
        return "differs  " + witnesses + "  " + asset + "  " + time + "  " + column + " is " + told + " by " + names[1]
                + ", " + made + " by " + names[0];
    }
}
