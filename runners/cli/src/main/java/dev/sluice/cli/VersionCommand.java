package dev.sluice.cli;

import dev.sluice.pipelines.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tells the version. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    /** What {@code --version} prints, at every command. */
    static final CommandLine.IVersionProvider PROVIDER =
            () -> new String[] {"sluice " + Version.TEXT + " (Java " + Runtime.version() + ")"};

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().printVersionHelp(spec.commandLine().getOut());
    }
}
