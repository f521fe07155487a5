package org.imagebuilder.migrations;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;
import liquibase.resource.URIResource;

/**
 * The changelog's files, wherever this code comes from.
 *
 * <p>Liquibase's own reader wants to list jars, and cannot list a jar within a jar.
 */
final class PackagedChangelog extends AbstractResourceAccessor {

    private final ClassLoader loader = PackagedChangelog.class.getClassLoader();

    @Override
    public List<Resource> getAll(String path) throws IOException {
        Set<URI> found = new LinkedHashSet<>();
        for (URL url : Collections.list(loader.getResources(path))) {
            try {
                found.add(url.toURI());
            } catch (URISyntaxException unreadable) {
                throw new IOException(unreadable);
            }
        }
        return found.stream().<Resource>map(uri -> new URIResource(path, uri)).toList();
    }

    /** Finds nothing: the changelog names each file. */
    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<String> describeLocations() {
        return List.of("the class path");
    }

    @Override
    public void close() {}
}
