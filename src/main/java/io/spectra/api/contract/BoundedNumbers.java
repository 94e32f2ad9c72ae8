package io.spectra.api.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Decimals with every digit, and exponents hardly greater than a double has: written out in full, a
 * number such as 1e999999999 would fill the memory of whoever does so.
 */
final class BoundedNumbers extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;
  private static final int MAX_EXPONENT = 400;

  BoundedNumbers() {
    super(true);
  }

  /**
   * @throws NumberFormatException as reading an exponent of even more digits does
   */
  @Override
  public ValueNode numberNode(BigDecimal number) {
    if (number != null && Math.abs((long) number.scale() - number.precision()) > MAX_EXPONENT) {
      throw new NumberFormatException("exponent out of range");
    }
    return super.numberNode(number);
  }
}
