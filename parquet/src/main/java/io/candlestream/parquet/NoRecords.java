package io.candlestream.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Makes no records: values are asked for column by column. */
final class NoRecords extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
        return new PrimitiveConverter() {};
    }

    @Override
    public void start() {
        // Nothing is made.
    }

    @Override
    public void end() {
        // Nothing was made.
    }
}
