package org.imagebuilder.dispatcher.watch;

import java.util.List;
import org.imagebuilder.queue.LostJob;

/** Hears of jobs that were taken from workers that are lost, after the fact. Every such bean is told. */
@FunctionalInterface
public interface LostJobListener {

    /** A batch of them; never empty. */
    void lost(List<LostJob> jobs);
}
