package org.imagebuilder.standalone;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives the commands the streams they print to. */
record CommandFactory(Console console) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == DemoCommand.class) {
            return type.cast(new DemoCommand(console));
        }
        if (type == StartCommand.class) {
            return type.cast(new StartCommand(console));
        }
        if (type == WorkerCommand.class) {
            return type.cast(new WorkerCommand(console));
        }
        if (type == RehearseCommand.class) {
            return type.cast(new RehearseCommand(console));
        }
        if (type == VulnerabilitiesCommand.class) {
            return type.cast(new VulnerabilitiesCommand(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
