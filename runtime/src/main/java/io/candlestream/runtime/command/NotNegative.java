package io.candlestream.runtime.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number that has to be 0 or more, such as an age: a negative one would mean what is yet to come. */
public final class NotNegative implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + text + "' is no number from 0 to 999999999");
        }
        return Integer.valueOf(text);
    }
}
