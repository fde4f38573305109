
/** The class of the element, as the host's loader registers it. */
export interface VitalConditionsClass {
  new (): VitalConditions;
  readonly prototype: VitalConditions;
}

export interface LoadOptions {
  /** The folder in which the widget is published, relative to the page; absent: the one that this package was made for. */
  readonly host?: string | undefined;
  /** The nonce that the page's policy wants of scripts. */
  readonly nonce?: string | undefined;
  /** The loader in that folder; absent: the one that is updated there. For a page that is pinned to a version `versions.json` names it. */
  readonly loader?: string | undefined;
  /** The loader's integrity, from `versions.json` too. */
  readonly integrity?: string | undefined;
}

/** The folder in which the widget is published, as this package was made for it. */
export declare const HOST: string;

/**
 * Brings the element into the page, once however often it is called. Gives its class, or nothing on a server. Rejected where the loader
 * can't be had or the browser is too old for the widget; the next call tries again.
 */
export declare function load(options?: LoadOptions): Promise<VitalConditionsClass | undefined>;
