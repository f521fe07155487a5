package org.imagebuilder.composer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.imagebuilder.composer.Requests;
import org.imagebuilder.composer.packages.TestSources;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.queue.NewJob;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPlannerTest {

    private final SearchPlanner planner = new SearchPlanner(Requests.DOCUMENTS, TestSources.make());

    @Test
    @DisplayName("C27 one job, byte for byte")
    void arguments() {
        NewJob job = plan("""
                {"distribution":"centos-9","architecture":"x86_64","packages":["tmux","vim-*"],
                 "repositories":[{"metalink":"https://example.com/m"}]}""");
        assertThat(job.type()).isEqualTo("search-packages");
        assertThat(job.dependencies()).isEmpty();
        assertThat(job.arguments())
                .isEqualTo("{\"packages\":[\"tmux\",\"vim-*\"],\"repos\":[{\"metalink\":\"https://example.com/m\","
                        + "\"check_repo_gpg\":false,\"module_hotfixes\":false}],"
                        + "\"module_platform_id\":\"platform:el9\",\"arch\":\"x86_64\",\"releasever\":\"9\"}");
    }

    @Test
    @DisplayName("C27 without repositories, the distribution's own")
    void default_repositories() {
        assertThat(plan("{\"distribution\":\"fedora-44\",\"architecture\":\"x86_64\",\"packages\":[\"a\"]}")
                        .arguments())
                .contains("\"name\":\"fedora\"", "\"name\":\"updates\"");
    }

    @ParameterizedTest
    @DisplayName("C27 what cannot be searched")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "distribution":"fedora-44","packages":["a"]                                           | 30: #
            "distribution":"fedora-44","architecture":"x86_64"                                    | 30: #
            "distribution":"fedora-44","architecture":"x86_64","packages":"a"                     | 30: #/packages
            "distribution":"fedora-44","architecture":"x86_64","packages":["a",""]                | 30: #/packages/1
            "distribution":"fedora-44","architecture":"x86_64","packages":["a"],"blueprint":{}    | 30: #
            "distribution":"plan-9","architecture":"x86_64","packages":["a"]                      | 4: plan-9
            "distribution":"fedora-44","architecture":"mips","packages":["a"]                     | 5: fedora-44 has no mips
            "distribution":"rocky-9.8","architecture":"x86_64","packages":["a"]                   | 7: there are no default
            "distribution":"fedora-44","architecture":"x86_64","packages":["a"],"repositories":[{"baseurl":""}] | 7: #/repositories/0
            "distribution":"fedora-44","architecture":"x86_64","packages":["a"],"repositories":[{"baseurl":"b","check_gpg":true}] | 29: #/repositories/0
            """)
    void refusals(String members, String refusal) {
        ApiException told = catchThrowableOfType(ApiException.class, () -> plan("{" + members + "}"));
        assertThat(Requests.told(told)).startsWith(refusal);
    }

    private NewJob plan(String request) {
        return planner.plan(UUID.randomUUID(), request.getBytes(StandardCharsets.UTF_8));
    }
}
