package io.spectra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LaptopSettingsTest {
  @Test
  @DisplayName("The laptop stack's ports, folder and size are the documented ones")
  void hasDocumentedDefaults() {
    LaptopSettings settings = LaptopSettings.from(Map.of());

    assertThat(settings.folder()).isEqualTo(Path.of(".local"));
    assertThat(settings.rows()).isEqualTo(100_000);
    assertThat(settings.reset()).isFalse();
    assertThat(settings.api().number()).isEqualTo(8080);
    assertThat(settings.management().number()).isEqualTo(9000);
    assertThat(settings.redshift().number()).isEqualTo(5439);
    assertThat(settings.postgres().number()).isEqualTo(15432);
    assertThat(settings.kafka().number()).isEqualTo(19092);
    assertThat(settings.s3().number()).isEqualTo(9191);
  }

  @Test
  @DisplayName("A value that is no number is refused with its variable")
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> LaptopSettings.from(Map.of("SPECTRA_LOCAL_S3_PORT", "high")))
        .hasMessage("SPECTRA_LOCAL_S3_PORT is 'high', which is no number");
  }
}
