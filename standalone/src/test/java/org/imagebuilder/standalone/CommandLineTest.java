package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "destroy                                      | 'destroy'",
                "demo --slowly                                | '--slowly'",
                "start --composer-port many                   | 'many' is not an int",
                "start --data                                 | Missing required parameter",
                "worker                                       | '--url=URL'",
                "worker --url composer                        | --url is no address like http://host:port/path: composer",
                "worker --url http://a/b --proxy a:1          | --proxy is no address",
                "worker --url http://a/b --oauth-client-id x  | --oauth-token-url",
                "worker --url http://a/b --oauth-token-url http://a --oauth-client-id x | --oauth-client-secret-file",
                "worker --url http://a/b --oauth-token-url http://a --oauth-client-id x --oauth-client-secret-file nowhere | cannot read the file nowhere",
                "vulnerabilities --url osv                    | --url is no address like http://host:port/path: osv",
                "vulnerabilities --accepted nowhere           | nowhere: the file cannot be read",
                "start --composer-port 70000                  | not a port: 70000",
                "start --composer-port 7999 --worker-port 7999 | port 7999 was given twice",
            })
    void misuse_is_one_line(String line, String complaint) throws Exception {
        try (var typed = Typed.command(line.strip().split(" "))) {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).hasLineCount(1).startsWith("imagebuilder: ").contains(complaint);
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void a_port_in_use_is_one_line() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var typed = Typed.command(
                        "start",
                        "--data=" + folder,
                        "--composer-port=0",
                        "--worker-port=" + other.getLocalPort(),
                        "--management-port=0")) {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err())
                    .isEqualToIgnoringNewLines("imagebuilder: port " + other.getLocalPort() + " is in use");
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_one_line() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (var typed = Typed.command(
                "start", "--data", file.toString(), "--composer-port=0", "--worker-port=0", "--management-port=0")) {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).hasLineCount(1).contains("cannot write to the folder " + file);
        }
    }

    @Test
    void help_names_every_command() throws Exception {
        try (var typed = Typed.command("help")) {
            assertThat(typed.exitCode()).isZero();
            assertThat(typed.out()).contains("demo", "start", "worker", "vulnerabilities");
        }
    }
}
