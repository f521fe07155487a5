package org.imagebuilder.chaos.workload;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.imagebuilder.chaos.cluster.Service;
import org.imagebuilder.load.Samples;

/** Submits composes. */
final class Submitter {

    private static final int CREATED = 201;

    private final Client client;
    private final Ledger ledger;
    private final Steps steps;

    Submitter(Client client, Ledger ledger, Steps steps) {
        this.client = client;
        this.ledger = ledger;
        this.steps = steps;
    }

    /** One, whatever comes of it. */
    void submit() throws InterruptedException {
        Service replica = client.next();
        try {
            steps.reached(Step.SUBMITTING, replica);
            HttpResponse<String> answer = client.send(replica, "POST", "/compose", Samples.COMPOSE);
            if (answer.statusCode() == CREATED) {
                ledger.promised(Client.JSON.readTree(answer.body()).path("id").asString());
                steps.reached(Step.SUBMITTED, replica);
            } else if (!client.isUnavailable(answer)) {
                ledger.surprise("a submission was answered " + answer.statusCode() + ": " + answer.body());
            } else {
                // a service may have stored it, and not know
                ledger.unanswered();
            }
        } catch (IOException _) {
            ledger.unanswered();
        }
    }
}
