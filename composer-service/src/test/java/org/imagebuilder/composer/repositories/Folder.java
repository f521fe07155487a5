package org.imagebuilder.composer.repositories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagebuilder.composer.catalogue.Catalogue;

/** Definition files for tests. */
public record Folder(Path path) {

    public static final Catalogue CATALOGUE = new Catalogue(Map.of("rhel-9", "rhel-9.6"));

    /** Adds a file. */
    public Folder with(String file, String content) {
        try {
            Files.createDirectories(path);
            Files.writeString(path.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a file with one repository for x86_64, of this name and with these further members. */
    public Folder withRepository(String file, String name, String members) {
        return with(file, "{\"x86_64\":[{\"name\":\"%s\",\"baseurl\":\"b\"%s}]}".formatted(name, members));
    }

    public static DefaultRepositories read(Folder... folders) {
        Definitions definitions = new Definitions(CATALOGUE::standardName);
        for (Folder folder : folders) {
            definitions.addFolder(folder.path());
        }
        return new DefaultRepositories(definitions);
    }
}
