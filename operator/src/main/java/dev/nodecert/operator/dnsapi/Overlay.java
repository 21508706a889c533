package dev.nodecert.operator.dnsapi;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What we know better than the headers: {@code overlay.yaml}.
 *
 * @param traits names of the scripts that have them
 * @param scripts by their names
 */
record Overlay(Map<Trait, Set<String>> traits, Map<String, OverlayEntry> scripts) {

  Overlay {
    traits = Map.copyOf(traits);
    scripts = Map.copyOf(scripts);
  }

  static Overlay ofResource() {
    var mapper =
        YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL))
            .build();
    try (var yaml = Overlay.class.getResourceAsStream("overlay.yaml")) {
      return mapper.readValue(Objects.requireNonNull(yaml, "overlay.yaml"), Overlay.class);
    } catch (IOException e) {
      throw new UncheckedIOException("overlay.yaml is damaged", e);
    }
  }

  OverlayEntry entry(String name) {
    return scripts.getOrDefault(name, OverlayEntry.NONE);
  }

  Set<Trait> traits(String name) {
    return traits.entrySet().stream()
        .filter(trait -> trait.getValue().contains(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
