package org.imagebuilder.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Pattern FOLDER = Pattern.compile("services in (\\S+)");

    @Test
    void a_compose_goes_through_the_whole_system() throws Exception {
        try (var demo = Typed.command("demo")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.out())
                    .containsPattern("event +job +image-builder-manifest +queued +PENDING")
                    .containsPattern("event +job +image-builder-manifest +ready +PENDING -> READY")
                    .containsPattern("event +job +image-builder-manifest +started +READY -> RUNNING")
                    .containsPattern("event +job +image-builder-manifest +finished +RUNNING -> FINISHED")
                    .containsPattern("event +job +osbuild:x86_64 +queued +PENDING")
                    .containsPattern("event +job +osbuild:x86_64 +ready +PENDING -> READY")
                    .containsPattern("event +job +osbuild:x86_64 +started +READY -> RUNNING")
                    .containsPattern("event +job +osbuild:x86_64 +finished +RUNNING -> FINISHED")
                    .containsPattern("event +compose +\\S+ +queued +PENDING")
                    .containsPattern("event +compose +\\S+ +ready +PENDING")
                    .containsPattern("event +compose +\\S+ +started +PENDING -> BUILDING")
                    .containsPattern("event +compose +\\S+ +finished +BUILDING -> SUCCESS")
                    .containsPattern("event +worker +\\S+ +registered")
                    .containsPattern("worker +step +osbuild +1/4")
                    .contains("simulated worker", "\"status\" : \"success\"");
            assertThat(FOLDER.matcher(demo.out()).results())
                    .singleElement()
                    .satisfies(found -> assertThat(Path.of(found.group(1))).doesNotExist());
        }
    }
}
