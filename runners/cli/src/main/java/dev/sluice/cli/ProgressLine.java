package dev.sluice.cli;

import dev.sluice.pipelines.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far a run is: one line that is redrawn on a terminal, a plain line now and then elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

    /** Columns of the terminal less one, as the start script tells them; lines that wrap could not be redrawn. */
    private static final int WIDTH = Math.max(30, Integer.getInteger("sluice.columns", 80) - 1);

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean terminal;
    private Stage stage = new Stage(0, 0, "", 0, 0);
    private long stageStart;
    private long lastPlain;
    private boolean drawn;

    ProgressLine(PrintWriter err, boolean quiet, boolean verbose, boolean terminal) {
        this.err = err;
        this.quiet = quiet;
        this.verbose = verbose;
        this.terminal = terminal;
    }

    @Override
    public void stageStarted(Stage started) {
        stage = started;
        stageStart = System.nanoTime();
        lastPlain = stageStart;
    }

    @Override
    public void update(Snapshot snapshot) {
        if (quiet) {
            return;
        }
        long now = System.nanoTime();
        double seconds = (now - stageStart) / 1e9;
        if (terminal) {
            String line = line(stage, snapshot, seconds, WIDTH);
            err.print("\r" + line + " ".repeat(WIDTH - line.length()));
            err.flush();
            drawn = true;
        } else if (now - lastPlain >= PLAIN_EVERY_NANOS) {
            err.println(line(stage, snapshot, seconds, Integer.MAX_VALUE));
            err.flush();
            lastPlain = now;
        }
    }

    @Override
    public void stageFinished(Stage finished, Snapshot snapshot) {
        clear();
        if (verbose && !quiet) {
            err.println(line(finished, snapshot, (System.nanoTime() - stageStart) / 1e9, Integer.MAX_VALUE));
            err.flush();
        }
    }

    private void clear() {
        if (drawn) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
            drawn = false;
        }
    }

    /** One line about a stage; where it would be longer than {@code width}, the stage's name is cut, not the figures. */
    static String line(Stage stage, Snapshot now, double seconds, int width) {
        String number = String.format(Locale.ROOT, "[%d/%d] ", stage.number(), stage.of());
        String figures = figures(stage, now, seconds);
        int room = width - number.length() - figures.length();
        String name = stage.name();
        if (name.length() > room) {
            name = room > 3 ? name.substring(0, room - 3) + "..." : "";
        }
        String line = number + name + figures;
        return line.length() > width ? line.substring(0, width) : line;
    }

    private static String figures(Stage stage, Snapshot now, double seconds) {
        StringBuilder line = new StringBuilder();
        if (stage.tasks() > 1) {
            line.append(String.format(Locale.ROOT, "  %d/%d tasks", now.tasksDone(), stage.tasks()));
        }
        if (now.documents() > 0) {
            line.append(String.format(Locale.ROOT, "  %,d documents", now.documents()));
        }
        if (now.bytes() > 0 && seconds > 0) {
            line.append(String.format(
                    Locale.ROOT, "  %s  %s/s", bytes(now.bytes()), bytes((long) (now.bytes() / seconds))));
            long left = stage.bytes() - now.bytes();
            if (left > 0 && seconds > 1) {
                line.append("  ")
                        .append(duration(left / (now.bytes() / seconds)))
                        .append(" left");
            }
        }
        return line.toString();
    }

    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? whole / 60 + " min " + whole % 60 + " s"
                        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    @Override
    public void close() {
        clear();
    }
}
