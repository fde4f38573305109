// The types of <vital-conditions> in JSX, as React 19 has it: properties and attributes by their names, events with "on" before theirs.
import type { ClassAttributes, HTMLAttributes } from "react";
import type { VitalAttributes, VitalConditions, VitalEventMap } from "./index.js";

type Listeners = { [Name in keyof VitalEventMap as `on${Name}`]?: ((event: VitalEventMap[Name]) => void) | undefined };

/** What JSX may give to `<vital-conditions>`. */
export type VitalConditionsProps = Omit<HTMLAttributes<VitalConditions>, keyof VitalAttributes> &
  ClassAttributes<VitalConditions> &
  VitalAttributes &
  Listeners & {
    /** A catalog to show in place of a fetched one. React sets it as a property once the element's class is there: see `load()`. */
    catalogData?: object | null | undefined;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "vital-conditions": VitalConditionsProps;
    }
  }
}
