// The types of <vital-conditions> in the templates of Vue 3.
import type { EmitFn, HTMLAttributes } from "vue";
import type { VitalAttributes, VitalConditions, VitalEventMap } from "./index.js";

/** The name by which templates know an attribute. */
type Camel<Name> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** What templates may give to `<vital-conditions>`. */
export type VitalConditionsProps = Omit<HTMLAttributes, keyof VitalAttributes> & {
  [Name in keyof VitalAttributes as Camel<Name>]: VitalAttributes[Name];
} & {
  /** A catalog to show in place of a fetched one. Bind it as `.catalogData`, so that it is a property from the beginning. */
  catalogData?: object | null | undefined;
};

/** The element as templates see it: what a `ref` gives, and beside that what only the compiler of templates asks for. */
export interface VitalConditionsComponent {
  new (): VitalConditions & {
    /** @deprecated For the types of templates alone. */
    $props: VitalConditionsProps;
    /** @deprecated For the types of templates alone. */
    $emit: EmitFn<{ [Name in keyof VitalEventMap]: (event: VitalEventMap[Name]) => void }>;
  };
}

declare module "vue" {
  interface GlobalComponents {
    "vital-conditions": VitalConditionsComponent;
  }
}
