package org.imagebuilder.composer.openapi;

/** Where the operations are. */
public final class ApiPaths {

    public static final String BASE = "/api/image-builder-composer/v2";
    public static final String OPENAPI = BASE + "/openapi";
    public static final String ERRORS = BASE + "/errors";
    public static final String COMPOSE = BASE + "/compose";
    public static final String COMPOSES = BASE + "/composes";
    public static final String DISTRIBUTIONS = BASE + "/distributions";
    public static final String CLONES = BASE + "/clones";
    public static final String DEPSOLVE_BLUEPRINT = BASE + "/depsolve/blueprint";
    public static final String SEARCH_PACKAGES = BASE + "/search/packages";

    private ApiPaths() {}
}
