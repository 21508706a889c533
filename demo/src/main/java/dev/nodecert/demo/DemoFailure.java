package dev.nodecert.demo;

/** Something that the demo cannot do without, in a sentence for the person who runs it. */
final class DemoFailure extends RuntimeException {

  DemoFailure(String sentence) {
    super(sentence);
  }

  DemoFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
