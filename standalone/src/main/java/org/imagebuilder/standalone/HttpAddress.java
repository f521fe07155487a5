package org.imagebuilder.standalone;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An address that was typed. */
final class HttpAddress {

    private HttpAddress() {}

    static URI of(@Nullable CommandSpec command, String option, @Nullable URI address) {
        if (address == null
                || address.getHost() == null
                || !List.of("http", "https").contains(address.getScheme())) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    option + " is no address like http://host:port/path: " + address);
        }
        return address;
    }

    /** For what is appended to it. */
    static URI withoutSlash(URI address) {
        return URI.create(address.toString().replaceAll("/+$", ""));
    }
}
