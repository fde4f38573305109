// The types of <vital-conditions> in the markup of Svelte 5: events with "on" before their names.
import type { HTMLAttributes } from "svelte/elements";
import type { VitalAttributes, VitalConditions, VitalEventMap } from "./index.js";

type Listeners = { [Name in keyof VitalEventMap as `on${Name}`]?: ((event: VitalEventMap[Name]) => void) | undefined };

/** What markup may give to `<vital-conditions>`. */
export type VitalConditionsProps = Omit<HTMLAttributes<VitalConditions>, keyof VitalAttributes> &
  VitalAttributes &
  Listeners & {
    /** A catalog to show in place of a fetched one. */
    catalogData?: object | null | undefined;
  };

declare module "svelte/elements" {
  export interface SvelteHTMLElements {
    "vital-conditions": VitalConditionsProps;
  }
}
