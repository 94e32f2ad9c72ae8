package io.spectra.local.relay;

/** The type bytes of the database's messages that the relay has to know. */
final class Answer {
  static final int PARSE_COMPLETE = '1';
  static final int BIND_COMPLETE = '2';
  static final int CLOSE_COMPLETE = '3';
  static final int ROW_DESCRIPTION = 'T';
  static final int NO_DATA = 'n';
  static final int EMPTY_QUERY = 'I';
  static final int PORTAL_SUSPENDED = 's';
  static final int COPY_IN = 'G';
  static final int COPY_OUT = 'H';
  static final int COPY_DATA = 'd';
  static final int COPY_DONE = 'c';
  static final int COMMAND_COMPLETE = 'C';
  static final int ERROR = 'E';
  static final int NOTICE = 'N';
  static final int READY = 'Z';
  static final int BACKEND_KEY = 'K';
  static final int PARAMETER_STATUS = 'S';

  private Answer() {}
}
