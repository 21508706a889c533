package dev.nodecert.operator.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which changes of an object are looked at when its status is our own: those of its spec, its
 * deletion, and another object under its name, which is what a list after a broken watch shows of
 * one that was deleted and made again.
 */
public final class SpecChange implements OnUpdateFilter<HasMetadata> {

  @Override
  public boolean accept(HasMetadata changed, HasMetadata former) {
    var now = changed.getMetadata();
    var before = former.getMetadata();
    return changed.isMarkedForDeletion()
        || !Objects.equals(now.getGeneration(), before.getGeneration())
        || !Objects.equals(now.getUid(), before.getUid());
  }
}
