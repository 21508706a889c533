package dev.nodecert.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptionTest {

  @Test
  void theEssenceIsStatusAndEvents() {
    var described =
        """
        Name:         pve1
        Labels:       <none>
        Metadata:
          UID:  1
        Spec:
          Source:  ACME
        Status:
          Conditions:
            Last Transition Time:  2026-11-23T11:21:27Z
            Reason:                Issued
        Events:
          Normal  Issued
        """;

    assertThat(new Description(described).essence())
        .isEqualTo(
            """
            Name:         pve1
            Status:
              Conditions:
                Reason:                Issued
            Events:
              Normal  Issued
            """);
  }
}
