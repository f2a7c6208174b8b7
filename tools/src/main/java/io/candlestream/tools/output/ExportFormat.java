package io.candlestream.tools.output;

import io.candlestream.tools.access.StoredRow;
import java.util.List;

/** How the rows of an export are written. */
public interface ExportFormat {
    /** Comes first: the columns that are wanted, in their order. */
    void begin(List<String> columns);

    /** The next row. */
    void row(StoredRow row);

    /** Comes last. */
    void end();
}
