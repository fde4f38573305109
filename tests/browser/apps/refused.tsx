// What the types must refuse. The compiler is the test.
import type {} from "vital-conditions/react";

export const refused = [
  // @ts-expect-error: no such theme
  <vital-conditions theme="sepia" />,
  // @ts-expect-error: no such attribute
  <vital-conditions subject="voting" />,
  // @ts-expect-error: no such member of the detail
  <vital-conditions onvital-ready={(event) => event.detail.cause} />,
];
