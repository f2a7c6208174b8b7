package io.candlestream.simulator;

import io.candlestream.schema.Interval;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an interval on a command line by the exchange's code for it. */
final class IntervalConverter implements ITypeConverter<Interval> {
    @Override
    public Interval convert(String code) {
        return Interval.ofCode(code)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + code + "' is no interval; the exchange has " + Interval.codes()));
    }
}
