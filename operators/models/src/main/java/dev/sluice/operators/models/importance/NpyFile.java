package dev.sluice.operators.models.importance;

import dev.sluice.operators.models.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads arrays of numbers as NumPy saves them ({@code .npy}, versions 1 to 3): little-endian integers of 4 or 8 bytes
 * and floating-point numbers of 4 or 8 bytes, as doubles. Whatever the shape, the numbers come in the file's order.
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr': *'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

    private NpyFile() {}

    /** The numbers of a file. */
    public static double[] read(Path file) {
        byte[] data;
        try {
            data = Files.readAllBytes(file);
        } catch (IOException cause) {
            throw new UncheckedIOException("array " + file, cause);
        }
        if (data.length < 10 || !Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new ModelFormatException(file, 0, "this is no array of NumPy");
        }
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        boolean small = data[6] == 1;
        int start = small ? 10 : 12;
        long length = small ? in.getShort(8) & 0xffff : data.length < 12 ? Long.MAX_VALUE : in.getInt(8) & 0xffffffffL;
        if (data[6] < 1 || data[6] > 3 || length > data.length - start) {
            throw new ModelFormatException(file, 6, "the head is of version " + data[6] + " or does not end");
        }
        String head = new String(data, start, (int) length, StandardCharsets.UTF_8);
        Matcher type = TYPE.matcher(head);
        Matcher shape = SHAPE.matcher(head);
        if (!type.find() || !shape.find()) {
            throw new ModelFormatException(file, start, "the head does not tell type and shape");
        }
        long count = 1;
        for (String size : shape.group(1).split(",", -1)) {
            try {
                count = size.isBlank() ? count : Math.multiplyExact(count, Long.parseLong(size.strip()));
            } catch (ArithmeticException | NumberFormatException tooLarge) {
                throw new ModelFormatException(file, start, "an array of shape " + shape.group(1) + " is too large");
            }
        }
        int width = width(type.group(1));
        if (width == 0) {
            throw new ModelFormatException(
                    file,
                    start,
                    "numbers of type '" + type.group(1) + "' are not supported: <i4, <i8, <f4 and <f8 are");
        }
        int at = start + (int) length;
        if (count > (data.length - at) / width) {
            throw new ModelFormatException(file, data.length, "the file ends before the last of " + count + " numbers");
        }
        double[] numbers = new double[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            int place = at + i * width;
            numbers[i] = switch (type.group(1)) {
                case "<i4" -> in.getInt(place);
                case "<i8" -> in.getLong(place);
                case "<f4" -> in.getFloat(place);
                default -> in.getDouble(place);
            };
        }
        return numbers;
    }

    private static int width(String type) {
        return switch (type) {
            case "<i4", "<f4" -> 4;
            case "<i8", "<f8" -> 8;
            default -> 0;
        };
    }
}
