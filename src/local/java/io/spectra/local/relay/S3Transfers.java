package io.spectra.local.relay;

import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.s3.S3Client;

/** The transfers of one session; there is at most one at a time. Thread-safe. */
final class S3Transfers {
  /** The only one that the stand-in has. */
  private static final String DATABASE = "spectra";

  private final S3Client client;
  private final ExecutorService executor;
  private final Database server;
  private volatile String user = "";
  private Escort current;

  S3Transfers(S3Client client, ExecutorService executor, Database server) {
    this.client = client;
    this.executor = executor;
    this.server = server;
  }

  /** Whose session it is; to be called before any transfer. */
  void of(String login) {
    user = login;
  }

  synchronized void begin(Escort escort) {
    current = escort;
  }

  synchronized void end(Escort escort) {
    if (current == escort) {
      current = null;
    }
  }

  /** Stops the current transfer, if there is one. */
  void cancel() {
    Escort escort;
    synchronized (this) {
      escort = current;
    }
    if (escort != null) {
      escort.cancel();
    }
  }

  UnloadRun unload(Unload unload, Escort escort) {
    UnloadTypes types = new UnloadTypes(server, DATABASE);
    UnloadHistory history = new UnloadHistory(types, user, unload);
    UnloadRun run = new UnloadRun(unload, client, new S3Calls(executor), types, history);
    escort.onCancel(run::cancel);
    return run;
  }

  LoadRun load(Load load, Escort escort) {
    LoadRun run = new LoadRun(load, client, new S3Calls(executor));
    escort.onCancel(run::cancel);
    return run;
  }
}
