package io.spectra.sql;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.select.Select;

/**
 * One run of JSqlParser on a one-line text, to be called once on a thread of its own.
 *
 * <p>Not {@code CCJSqlParserUtil}, which starts a thread per call and drops what follows the first
 * statement.
 */
final class ParseTask implements Callable<Opinion> {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final String text;
  private final CCJSqlParser parser;
  private volatile long thread = -1;
  private volatile long cpuAtStart;
  private volatile long cpuInAll;

  ParseTask(String text) {
    this.text = text;
    this.parser = new CCJSqlParser(new StringProvider(text));
  }

  @Override
  public Opinion call() {
    cpuAtStart = CPU.getCurrentThreadCpuTime();
    thread = Thread.currentThread().getId();
    try {
      Statements statements = parser.Statements();
      boolean oneSelect = statements.size() == 1 && statements.get(0) instanceof Select;
      return oneSelect ? Opinion.ONE_SELECT : Opinion.error(0);
    } catch (ParseException e) {
      return Opinion.error(offset(e));
    } catch (TokenMgrException | StackOverflowError e) {
      // The gate has read every token by the warehouse's rules and bounded the nesting: what the
      // parser cannot read is left to the warehouse.
      return Opinion.UNKNOWN;
    } finally {
      cpuInAll = (CPU.getCurrentThreadCpuTime() - cpuAtStart) / 1_000_000;
      thread = -1;
    }
  }

  /** CPU time spent until now, in milliseconds; 0 before it starts. */
  long cpuMillis() {
    long id = thread;
    return id < 0 ? cpuInAll : (CPU.getThreadCpuTime(id) - cpuAtStart) / 1_000_000;
  }

  /** Makes the parser give up at its next step. */
  void stop() {
    parser.interrupted = true;
  }

  private int offset(ParseException e) {
    if (e.currentToken == null || e.currentToken.next == null || e.currentToken.next.kind == 0) {
      return text.length();
    }
    return e.currentToken.next.beginColumn - 1;
  }
}
