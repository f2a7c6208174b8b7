package io.candlestream.tools.verify;

import io.candlestream.tools.output.StreamReport;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the table compares with the exchange.
 *
 * @param differences the first of them
 */
record VerifyReport(boolean equal, List<AssetReport> assets, List<Difference> differences) implements StreamReport {
    @Override
    public void print(PrintStream out, OptionalInt width) {
        new VerifyReportText(this, out, width).print();
    }
}
