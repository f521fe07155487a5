package org.imagebuilder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.imagebuilder.gateway.Worker.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Gateway
class RegistrationTest {

    @Autowired
    Worker worker;

    @Test
    @DisplayName("W14 a worker registers and shows that it is alive")
    void register() {
        Answer registered = worker.post("/workers", "{\"arch\":\"x86_64\",\"unknown\":true}");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("/kind")).isEqualTo("WorkerID");
        assertThat(registered.text("/href")).isEqualTo(worker.base() + "/workers");
        assertThat(registered.text("/id")).isEqualTo(registered.text("/worker_id"));

        Answer beat =
                worker.send(worker.request(worker.base() + "/workers/" + registered.text("/worker_id") + "/status")
                        .POST(BodyPublishers.noBody()));

        assertThat(beat.status()).isEqualTo(200);
        assertThat(beat.body()).isNull();
    }
}
