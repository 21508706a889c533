package dev.nodecert.operator.certificate;

import dev.nodecert.operator.output.OutputSpec;
import java.util.Optional;

/**
 * What was seen of the outputs.
 *
 * @param wanted as far as they can be made
 * @param obstacle why some cannot
 * @param madeOf a hash of what those in the Secret were made of
 */
record OutputState(OutputSpec wanted, Optional<Finding> obstacle, String madeOf) {

  /** None is wanted, and none is there. */
  static final OutputState NONE =
      new OutputState(OutputSpec.NONE, Optional.empty(), SecretOutputs.NONE);

  /** The same once they were written. */
  OutputState written(String hash) {
    return new OutputState(wanted, obstacle, hash);
  }
}
