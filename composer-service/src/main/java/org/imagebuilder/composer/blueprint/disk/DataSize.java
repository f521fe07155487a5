package org.imagebuilder.composer.blueprint.disk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 10 GiB}, {@code 1.5 GB}, {@code 1024}. */
public final class DataSize {

    /** What is wrong with a text that is none. */
    public static final String PROBLEM = "not a size like 10 GiB, 1.5 GB or 1024 (bytes)";

    private static final int MOST_DIGITS = 30;

    private static final Pattern TEXT = Pattern.compile(
            "\\s*(?<number>[0-9]{1,%1$d}(\\.[0-9]{1,%1$d})?)\\s*(?<unit>[a-zA-Z]*)\\s*".formatted(MOST_DIGITS));

    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "kB", 1_000L,
            "KiB", 1L << 10,
            "MB", 1_000_000L,
            "MiB", 1L << 20,
            "GB", 1_000_000_000L,
            "GiB", 1L << 30,
            "TB", 1_000_000_000_000L,
            "TiB", 1L << 40);

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE); // workers cannot count further

    private DataSize() {}

    /** The size in bytes, rounded; empty if the text is none, or more than a worker can count. */
    public static OptionalLong parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(matcher.group("unit"));
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigInteger bytes = new BigDecimal(matcher.group("number"))
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
        return bytes.compareTo(MOST) > 0 ? OptionalLong.empty() : OptionalLong.of(bytes.longValueExact());
    }
}
