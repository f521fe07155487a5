package org.imagebuilder.composer.blueprint.fitting;

import org.imagebuilder.composer.blueprint.Form;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.errors.Problems;

/** What speaks against a blueprint, named by where the request says it. */
final class Findings {

    private final Form form;
    private final Problems problems = new Problems();

    Findings(Form form) {
        this.form = form;
    }

    /** @param path dotted, into the blueprint */
    void add(String path, String problem) {
        problems.add(form.pointer(path), problem);
    }

    /** @param path dotted, to a list of the blueprint */
    void add(String path, int index, String problem) {
        problems.add(form.pointer(path) + "/" + index, problem);
    }

    void require(boolean condition, String path, String problem) {
        if (!condition) {
            add(path, problem);
        }
    }

    void raise(ComposerError error) {
        problems.raise(error);
    }
}
