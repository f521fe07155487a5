package org.imagebuilder.chaos.cluster;

/** The services that there are several of. */
public enum Kind {
    COMPOSER("composer-service", "org.imagebuilder.composer.ComposerServiceApplication"),
    DISPATCHER("dispatcher", "org.imagebuilder.dispatcher.DispatcherApplication"),
    GATEWAY("worker-gateway", "org.imagebuilder.gateway.WorkerGatewayApplication");

    private final String label;
    private final String mainClass;

    Kind(String label, String mainClass) {
        this.label = label;
        this.mainClass = mainClass;
    }

    /** As the module is called. */
    public String label() {
        return label;
    }

    String mainClass() {
        return mainClass;
    }
}
