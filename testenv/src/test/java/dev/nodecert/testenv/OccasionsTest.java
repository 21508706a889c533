package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OccasionsTest {

  private final Occasions occasions = new Occasions();

  @Test
  void aPollIsOneRequestHoweverOftenItIsRepeated() {
    occasions.count("order");
    occasions.count("poll");
    occasions.count("poll");
    occasions.count("poll");

    assertThat(occasions.seen()).containsExactly(new Occasion("order", 1), new Occasion("poll", 1));
  }

  @Test
  void aNameThatComesBackIsAnotherRequest() {
    occasions.count("poll");
    occasions.count("finalize");

    assertThat(occasions.count("poll")).isEqualTo(new Occasion("poll", 2)).hasToString("poll (2)");
    assertThat(occasions.count("poll")).isEqualTo(new Occasion("poll", 2));
  }
}
