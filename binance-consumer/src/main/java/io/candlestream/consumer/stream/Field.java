package io.candlestream.consumer.stream;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** One field of a row: its name and a typed accessor, so that no number is boxed on its way into a sink. */
public sealed interface Field<R> {
    /** The name of the column that holds it. */
    String name();

    /** A text; the empty one counts as absent. */
    record OfText<R>(String name, Function<R, String> value) implements Field<R> {
        public String of(R row) {
            return value.apply(row);
        }
    }

    /**
     * A number in double precision.
     *
     * @param exact the same, for sinks that hold more; empty where the double's shortest text is the number
     */
    record OfDouble<R>(String name, ToDoubleFunction<R> value, Function<R, Optional<Decimal>> exact)
            implements Field<R> {
        /** Of a number that is computed: the double is all there is of it. */
        public OfDouble(String name, ToDoubleFunction<R> value) {
            this(name, value, Computed.none());
        }

        public double of(R row) {
            return value.applyAsDouble(row);
        }

        /** Whether it is computed, and no decimal that somebody wrote. */
        public boolean isComputed() {
            return exact.equals(Computed.NONE);
        }
    }

    /** A number in double precision that may be absent; {@code exact} is as in {@link OfDouble}. */
    record OfOptionalDouble<R>(String name, Function<R, OptionalDouble> value, Function<R, Optional<Decimal>> exact)
            implements Field<R> {
        /** Of a number that is computed, as in {@link OfDouble}. */
        public OfOptionalDouble(String name, Function<R, OptionalDouble> value) {
            this(name, value, Computed.none());
        }

        public OptionalDouble of(R row) {
            return value.apply(row);
        }

        /** Of a number that is computed, and absent where that is {@link Double#NaN}. */
        public static <R> OfOptionalDouble<R> known(String name, ToDoubleFunction<R> value) {
            return new OfOptionalDouble<>(name, row -> {
                double number = value.applyAsDouble(row);
                return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
            });
        }

        /** Whether it is computed, and no decimal that somebody wrote. */
        public boolean isComputed() {
            return exact.equals(Computed.NONE);
        }
    }

    /** A decimal number of which no digit is lost. */
    record OfDecimal<R>(String name, Function<R, Decimal> value) implements Field<R> {
        public Decimal of(R row) {
            return value.apply(row);
        }

        /** Of a number that is computed; one of more than 128 bits is an {@link ArithmeticException}. */
        public static <R> OfDecimal<R> exact(String name, Function<R, BigDecimal> value) {
            return new OfDecimal<>(name, row -> {
                BigDecimal number = value.apply(row);
                return Decimal.of(number)
                        .orElseThrow(() -> new ArithmeticException("Cannot store " + number + ": more than 128 bits"));
            });
        }
    }

    /** A decimal number of which no digit is lost, and that may be absent. */
    record OfOptionalDecimal<R>(String name, Function<R, Optional<Decimal>> value) implements Field<R> {
        public Optional<Decimal> of(R row) {
            return value.apply(row);
        }
    }

    /** A whole number of 32 bits. */
    record OfInt<R>(String name, ToIntFunction<R> value) implements Field<R> {
        public int of(R row) {
            return value.applyAsInt(row);
        }
    }

    /** A whole number of 64 bits. */
    record OfLong<R>(String name, ToLongFunction<R> value) implements Field<R> {
        public long of(R row) {
            return value.applyAsLong(row);
        }
    }

    /** A time in epoch milliseconds. */
    record OfTime<R>(String name, ToLongFunction<R> value) implements Field<R> {
        public long of(R row) {
            return value.applyAsLong(row);
        }
    }

    /** A time in epoch milliseconds that may be absent. */
    record OfOptionalTime<R>(String name, Function<R, OptionalLong> value) implements Field<R> {
        public OptionalLong of(R row) {
            return value.apply(row);
        }
    }

    /** True or false. */
    record OfBoolean<R>(String name, Predicate<R> value) implements Field<R> {
        public boolean of(R row) {
            return value.test(row);
        }
    }

    /** A UUID. */
    record OfUuid<R>(String name, Function<R, UUID> value) implements Field<R> {
        public UUID of(R row) {
            return value.apply(row);
        }
    }

    /** What is exact of a number that is computed: nothing. */
    enum Computed implements Function<Object, Optional<Decimal>> {
        /** The only one. */
        NONE;

        @Override
        public Optional<Decimal> apply(Object row) {
            return Optional.empty();
        }

        @SuppressWarnings("unchecked") // it looks at no row
        private static <R> Function<R, Optional<Decimal>> none() {
            return (Function<R, Optional<Decimal>>) (Function<?, ?>) NONE;
        }
    }
}
